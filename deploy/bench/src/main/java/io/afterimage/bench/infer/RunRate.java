package io.afterimage.bench.infer;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.Probe;
import io.afterimage.model.RunFailedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a model over and over on batches of one size, as the runners of the classifier would if images never lacked. */
final class RunRate {
    private final LoadedModel model;
    private final InputGeometry geometry;
    private final int threads;

    /** @param threads that run the model at once */
    RunRate(LoadedModel model, InputGeometry geometry, int threads) {
        this.model = model;
        this.geometry = geometry;
        this.threads = threads;
    }

    /**
     * Images a second, after a warm-up of the same time. No run is under way once it returns or a run fails, so that the model
     * may be closed.
     *
     * @throws RunFailedException if a run fails
     */
    double perSecond(int batch, Duration time) throws InterruptedException, RunFailedException {
        var unused = rate(batch, time);
        return rate(batch, time);
    }

    private double rate(int batch, Duration time) throws InterruptedException, RunFailedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        Callable<Integer> part = () -> runs(batch, begun + time.toNanos());
        try {
            long images = 0;
            for (Future<Integer> runs : pool.invokeAll(Collections.nCopies(threads, part))) {
                images += (long) runs.get() * batch;
            }
            return images / ((System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailedException failure) {
                throw failure;
            }
            throw new IllegalStateException("A run failed", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private int runs(int batch, long end) throws RunFailedException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch * geometry.bytes());
        for (int i = 0; i < batch; i++) {
            pixels.put(Probe.pixels(geometry, i));
        }
        pixels.flip();
        int runs = 0;
        while (System.nanoTime() < end) {
            var unused = model.run(pixels, batch);
            runs++;
        }
        return runs;
    }
}
