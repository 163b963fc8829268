package io.afterimage.trainer.run;

import java.time.Duration;

/**
 * What a run may take.
 *
 * @param time from the start of its process to its end
 * @param heap bytes of Java's heap
 * @param memory bytes of all data, the heap included; on Linux only
 * @param patience between asking it to end and killing it
 */
public record RunLimits(Duration time, long heap, long memory, Duration patience) {
    /** Two hours, 1 GiB of heap in 5 GiB, ten seconds. */
    public static final RunLimits DEFAULT =
            new RunLimits(Duration.ofHours(2), 1L << 30, 5L << 30, Duration.ofSeconds(10));

    public RunLimits {
        if (time.isNegative() || time.isZero() || heap < 1 << 20 || memory < heap) {
            throw new IllegalArgumentException(
                    "A run needs time, heap, and memory beyond its heap; not " + time + ", " + heap + ", " + memory);
        }
    }
}
