package io.afterimage.model.trial;

import java.time.Duration;

/**
 * What a trial may take.
 *
 * @param time from the start of the process to its end
 * @param memory bytes beside what the size of the file itself calls for
 */
public record TrialLimits(Duration time, long memory) {
    /** A minute, and 2 GiB: four times the largest tensor that {@link io.afterimage.model.MemoryGuard} lets pass. */
    public static final TrialLimits DEFAULT = new TrialLimits(Duration.ofSeconds(60), 2L << 30);

    private static final long BASE_HEAP = 256L << 20;
    /** The file, its parsed graph, and the forms of it that an import makes and hands to the runtime. */
    private static final int COPIES = 6;

    public TrialLimits {
        if (time.isNegative() || time.isZero() || memory < 1) {
            throw new IllegalArgumentException("A trial needs time and memory, not " + time + " and " + memory);
        }
    }

    /** Most bytes of Java's heap for a file of this size. */
    long heap(long fileSize) {
        return BASE_HEAP + COPIES * fileSize;
    }

    /** Most bytes of all data for a file of this size: Java's heap, the runtime's copies, and the tensors. */
    long data(long fileSize) {
        return heap(fileSize) + COPIES * fileSize + memory;
    }
}
