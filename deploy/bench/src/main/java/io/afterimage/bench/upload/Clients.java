package io.afterimage.bench.upload;

import io.afterimage.bench.measure.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that each upload one image after another and wait for its label in the same call. */
final class Clients {
    /** The longest that the API waits. */
    private static final int WAIT_SECONDS = 30;

    private static final Duration TIMEOUT = Duration.ofSeconds(WAIT_SECONDS + 15);
    private static final String NO_ANSWER = "no answer";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI images;
    private final String token;
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    /**
     * @param url base of the classifier's HTTP interface
     * @param token that uploads need
     */
    Clients(String url, String token) {
        this.images = URI.create(url + "/v1/images?source=bench&wait=" + WAIT_SECONDS + "s");
        this.token = token;
    }

    /**
     * What came of it.
     *
     * @param labelled times of the calls that were answered with a label
     * @param outcomes calls by status code
     * @param perSecond calls a second
     */
    record Answers(Latencies labelled, Map<String, Integer> outcomes, double perSecond) {
        /** Calls that were not answered with a label. */
        int withoutLabel() {
            return outcomes.entrySet().stream()
                    .filter(outcome -> !outcome.getKey().equals("200"))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Sends so many images in all, over and over the given ones. */
    Answers send(List<byte[]> encoded, int clients, int count) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long begun = System.nanoTime();
        try {
            List<? extends Future<?>> running = IntStream.range(0, clients)
                    .mapToObj(client -> threads.submit(() -> client(encoded, next, count)))
                    .toList();
            for (Future<?> client : running) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return new Answers(latencies, outcomes, count / ((System.nanoTime() - begun) / 1e9));
    }

    private void client(List<byte[]> encoded, AtomicInteger next, int count) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            long begun = System.nanoTime();
            String outcome = upload(encoded.get(i % encoded.size()));
            note(outcome, System.nanoTime() - begun);
        }
    }

    private String upload(byte[] image) {
        HttpRequest request = HttpRequest.newBuilder(images)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(image))
                .build();
        try {
            return Integer.toString(
                    http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private synchronized void note(String outcome, long nanos) {
        outcomes.merge(outcome, 1, Integer::sum);
        if (outcome.equals("200")) {
            latencies.record(nanos);
        }
    }
}
