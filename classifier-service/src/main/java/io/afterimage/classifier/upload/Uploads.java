package io.afterimage.classifier.upload;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.classifier.upload.results.Result;
import io.afterimage.classifier.upload.results.Waiters;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes images in. A few threads store and send them; nobody waits on a thread for brokers or labels, so a thousand
 * clients may wait at once. An image is accepted once the brokers have it for good, and never lost after that.
 */
public final class Uploads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int SENDERS = 8;
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private final Store store;
    private final SourceRates rates;
    private final Waiters waiters;
    private final Supplier<String> notReady;
    private final ImageSink sink;
    private final ThreadPoolExecutor senders;

    /**
     * @param client how to reach the brokers
     * @param mostRequests most uploads at once
     * @param notReady why no label can be waited for now; empty where one can
     */
    public Uploads(
            Map<String, Object> client,
            Topics topics,
            Store store,
            SourceRates rates,
            int mostRequests,
            Waiters waiters,
            Supplier<String> notReady) {
        this.store = store;
        this.rates = rates;
        this.waiters = waiters;
        this.notReady = notReady;
        sink = new ImageSink(client, topics.images(), DELIVERY);
        senders = new ThreadPoolExecutor(
                SENDERS, SENDERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(mostRequests), runnable -> {
                    Thread thread = new Thread(runnable, "upload");
                    thread.setDaemon(true);
                    return thread;
                });
        senders.allowCoreThreadTimeOut(true);
    }

    /**
     * Takes one image. The permit is closed once the future completes, which it does within the delivery time and the
     * wait.
     *
     * @return the accepted image, or a {@link RefusedException}
     */
    public CompletableFuture<Accepted> accept(
            UploadParameters parameters, UploadedImage image, Admission.Permit permit) {
        long begun = System.nanoTime();
        CompletableFuture<Accepted> accepted;
        try {
            // Async, as sending may block: a plain stage could run on the caller's thread, which is an event loop.
            accepted = CompletableFuture.supplyAsync(() -> event(parameters, image, begun), senders)
                    .thenComposeAsync(event -> send(event, parameters.waitFor(), permit), senders);
        } catch (RejectedExecutionException e) {
            accepted = CompletableFuture.failedFuture(
                    new RefusedException(ProblemType.TOO_MANY_REQUESTS, "too many images wait to be sent"));
        }
        return accepted.whenComplete((done, failure) -> permit.close());
    }

    private ImageEvent event(UploadParameters parameters, UploadedImage image, long begun) {
        if (System.nanoTime() - begun > DELIVERY.toNanos()) {
            throw new RefusedException(ProblemType.BROKERS_AWAY, "earlier images still wait for the brokers");
        }
        image.requireDecodable();
        ByteString data = UnsafeByteOperations.unsafeWrap(image.bytes());
        ImageEvent event = parameters.event(UuidCreator.getTimeOrderedEpoch().toString(), data, image.mediaType());
        rates.take(event.getSource());
        return image.bytes().length <= Topics.INLINE_LIMIT ? event : stored(event, image.bytes());
    }

    private ImageEvent stored(ImageEvent event, byte[] bytes) {
        try {
            return event.toBuilder()
                    .setStoreKey(store.put(Store.Kind.IMAGE, bytes))
                    .build();
        } catch (IOException e) {
            LOG.warn("An uploaded image was not stored", e);
            throw new RefusedException(ProblemType.STORE_AWAY, "the image was not stored; the log says why");
        }
    }

    private CompletableFuture<Accepted> send(ImageEvent event, Duration wait, Admission.Permit permit) {
        String id = event.getId();
        String source = event.getSource();
        String remark = wait.isZero() ? "" : notReady.get();
        boolean waits = !wait.isZero() && remark.isEmpty();
        // Before it is sent, so that no label can come too early.
        CompletableFuture<Optional<Result>> result =
                waits ? waiters.await(id) : CompletableFuture.completedFuture(Optional.empty());
        return sink.send(event)
                .whenComplete((where, failure) -> {
                    permit.releaseBytes();
                    if (failure != null) {
                        waiters.forget(id);
                    }
                })
                .thenCompose(where -> result.completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(found -> accepted(id, source, where, found, waits ? late(wait) : remark)));
    }

    private static Accepted accepted(
            String id, String source, RecordMetadata where, Optional<Result> result, String remark) {
        return new Accepted(
                id, source, where.topic(), where.partition(), where.offset(), result, result.isPresent() ? "" : remark);
    }

    private static String late(Duration wait) {
        return "no label within " + wait.toMillis() + " ms";
    }

    @Override
    public void close() {
        senders.shutdownNow();
        sink.close();
    }
}
