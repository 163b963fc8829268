package io.afterimage.classifier.upload.results;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Searches the topics for ids with a few consumers, which are kept for the next search. Safe for many threads. */
final class Lookup implements AutoCloseable {
    private static final int CONSUMERS = 4;
    private static final int MOST_WAITING = 64;
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration MOST_WAIT = Duration.ofMillis(10);
    /** The brokers' clocks, which date the results, may be so far behind those of the ids' makers. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private final Map<String, Object> client;
    private final Topics topics;
    private final ResultReader reader;
    private final Queue<KafkaConsumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor searchers = new ThreadPoolExecutor(
            CONSUMERS, CONSUMERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), runnable -> {
                Thread thread = new Thread(runnable, "results-lookup");
                thread.setDaemon(true);
                return thread;
            });

    Lookup(Map<String, Object> client, Topics topics, ResultReader reader) {
        this.client = client;
        this.topics = topics;
        this.reader = reader;
        searchers.allowCoreThreadTimeOut(true);
    }

    /** What one search gave. */
    record Answer(Optional<Result> result, boolean whole) {}

    /**
     * Searches for an id.
     *
     * @param made when the id was made
     * @return the answer, or a {@link RefusedException}
     */
    CompletableFuture<Answer> find(String id, Instant made) {
        try {
            return CompletableFuture.supplyAsync(() -> search(id, made), searchers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new RefusedException(
                    ProblemType.TOO_MANY_REQUESTS, MOST_WAITING + " searches wait already; try again"));
        }
    }

    private Answer search(String id, Instant made) {
        try {
            KafkaConsumer<byte[], byte[]> polled = idle.poll();
            KafkaConsumer<byte[], byte[]> consumer = polled == null ? ResultConsumers.open(client, MOST_WAIT) : polled;
            boolean sound = false;
            try {
                Scan scan = new Scan(consumer, reader, id, made.minus(CLOCKS_DIFFER));
                Answer answer = new Answer(scan.run(topics), scan.whole());
                sound = true;
                return answer;
            } finally {
                giveBack(consumer, sound);
            }
        } catch (KafkaException e) {
            throw new RefusedException(ProblemType.BROKERS_AWAY, "results cannot be read: " + e.getMessage());
        }
    }

    private void giveBack(KafkaConsumer<byte[], byte[]> consumer, boolean sound) {
        if (sound && !searchers.isShutdown()) {
            idle.add(consumer);
        } else {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    @Override
    public void close() throws InterruptedException {
        searchers.shutdown();
        var unused = searchers.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }
}
