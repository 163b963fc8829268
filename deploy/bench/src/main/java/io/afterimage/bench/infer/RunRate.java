package io.afterimage.bench.infer;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.Probe;
import io.afterimage.model.RunFailedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** Images a second, after a warm-up of the same time. */
    double perSecond(int batch, Duration time) throws InterruptedException {
        var unused = rate(batch, time);
        return rate(batch, time);
    }

    private double rate(int batch, Duration time) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> runs(batch, begun + time.toNanos())));
            }
            long images = 0;
            for (Future<Integer> part : parts) {
                images += (long) part.get() * batch;
            }
            return images / ((System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A run failed: " + e.getCause(), e.getCause());
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
