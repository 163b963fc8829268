package io.afterimage.trainer.live;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long the newest labels took, from the broker's taking the image to the classifier's result. Not safe for several
 * threads.
 */
final class Latencies {
    private static final int MOST = 2048;
    /** What a stranger's clock says is not believed. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final long[] millis = new long[MOST];
    private long count;

    void add(Duration took) {
        Duration believed = took.compareTo(LONGEST) > 0 ? LONGEST : took;
        millis[(int) (count % MOST)] = believed.isNegative() ? 0 : believed.toMillis();
        count++;
    }

    /**
     * In milliseconds, by the nearest rank.
     *
     * @param share of the labels that took no longer, above 0 and at most 1
     * @return null where there is no label
     */
    @Nullable
    Long percentile(double share) {
        int size = (int) Math.min(count, MOST);
        if (size == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * size) - 1];
    }
}
