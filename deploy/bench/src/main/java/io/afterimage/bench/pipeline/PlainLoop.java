package io.afterimage.bench.pipeline;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The ceiling: decode and infer, with nothing before, between or after. */
final class PlainLoop {
    private final List<byte[]> images;
    private final LoadedModel model;
    private final InputGeometry geometry;

    PlainLoop(List<byte[]> images, LoadedModel model, InputGeometry geometry) {
        this.images = images;
        this.model = model;
        this.geometry = geometry;
    }

    /**
     * Takes images, over and over, until so many are done or the time is over.
     *
     * @return images a second
     */
    double run(Setting setting, int count, Duration time) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(setting.threads());
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Future<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < setting.threads(); i++) {
            parts.add(threads.submit(() -> part(next, Math.min(setting.batch(), model.largestBatch()), count, end)));
        }
        try {
            int done = 0;
            for (Future<Integer> part : parts) {
                done += part.get();
            }
            return done / ((System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The plain loop failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private int part(AtomicInteger next, int batch, int count, long end) throws RunFailedException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch * geometry.bytes());
        int done = 0;
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            int filled = fill(pixels, next, batch, count, decoder);
            while (filled > 0 && System.nanoTime() < end) {
                var unused = model.run(pixels.clear(), filled);
                done += filled;
                filled = fill(pixels, next, batch, count, decoder);
            }
        }
        return done;
    }

    private int fill(ByteBuffer pixels, AtomicInteger next, int batch, int count, ImageDecoder decoder) {
        int filled = 0;
        while (filled < batch) {
            int image = next.getAndIncrement();
            if (image >= count) {
                break;
            }
            byte[] encoded = images.get(image % images.size());
            var unused = decoder.decode(
                    encoded, 0, encoded.length, geometry, pixels.clear().position(filled * geometry.bytes()));
            filled++;
        }
        return filled;
    }
}
