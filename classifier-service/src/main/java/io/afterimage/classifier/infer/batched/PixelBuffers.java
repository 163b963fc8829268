package io.afterimage.classifier.infer.batched;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The memory of decoded images: so many buffers and no more, used again and again. Safe for many threads. */
final class PixelBuffers {
    private final BlockingQueue<PixelBuffer> free;

    /** Holds {@code count} buffers, which have no memory until they are used. */
    PixelBuffers(int count) {
        free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.add(new PixelBuffer());
        }
    }

    /** A buffer that the caller gives back; null if none is free in time. */
    @Nullable
    PixelBuffer take(Duration patience) throws InterruptedException {
        return free.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void giveBack(PixelBuffer buffer) {
        free.add(buffer);
    }
}
