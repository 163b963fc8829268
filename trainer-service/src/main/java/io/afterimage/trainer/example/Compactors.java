package io.afterimage.trainer.example;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageCompactor;
import io.afterimage.model.image.ImageLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Compacts many images at once, each core one. For one caller, which also closes it. */
public final class Compactors implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final ExecutorService executor;
    private final List<ImageCompactor> all = new ArrayList<>();
    private final ThreadLocal<ImageCompactor> own;
    private final long patienceMillis;

    /**
     * @param limits of an image
     * @param threads most images at once
     * @param patienceMillis most that one image may take, counted from when the one before it is done
     */
    public Compactors(ImageLimits limits, int threads, long patienceMillis) {
        this.patienceMillis = patienceMillis;
        own = ThreadLocal.withInitial(() -> made(limits));
        executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "compactor");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Compacts all images; one that takes too long is rejected, so that no image stops those behind it for ever.
     *
     * @param images encoded, by hash
     */
    public Map<String, CompactImage> compact(Map<String, byte[]> images) {
        Map<String, Future<CompactImage>> futures = new LinkedHashMap<>();
        images.forEach((sha256, bytes) ->
                futures.put(sha256, executor.submit(() -> own.get().compact(bytes))));
        Map<String, CompactImage> compact = new LinkedHashMap<>();
        futures.forEach((sha256, future) -> compact.put(sha256, await(future)));
        return compact;
    }

    /** Frees the native memory, unless an image is still being decoded: then it is left to the end of the process. */
    @Override
    public void close() throws InterruptedException {
        executor.shutdown();
        if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            synchronized (all) {
                all.forEach(ImageCompactor::close);
            }
        }
    }

    private ImageCompactor made(ImageLimits limits) {
        ImageCompactor compactor = new ImageCompactor(limits);
        synchronized (all) {
            all.add(compactor);
        }
        return compactor;
    }

    private CompactImage await(Future<CompactImage> future) {
        try {
            return future.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(false);
            return new CompactImage.Rejected(new Rejection(
                    RejectionReason.IMAGE_UNDECODABLE, "it was not decoded within " + patienceMillis + " ms"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Decoding failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while images were decoded", e);
        }
    }
}
