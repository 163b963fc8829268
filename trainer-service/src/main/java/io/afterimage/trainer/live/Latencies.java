package io.afterimage.trainer.live;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How long the labels of the last minute took, or the newest 2048 of them, from the broker's taking the image to the
 * classifier's result. Not safe for several threads.
 */
final class Latencies {
    private static final int MOST = 2048;
    /** What a stranger's clock says is not believed. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();

    private final long[] millis = new long[MOST];
    private final long[] addedAt = new long[MOST];
    private long count;

    void add(Duration took, Instant now) {
        Duration believed = took.compareTo(LONGEST) > 0 ? LONGEST : took;
        int place = (int) (count % MOST);
        millis[place] = believed.isNegative() ? 0 : believed.toMillis();
        addedAt[place] = now.toEpochMilli();
        count++;
    }

    /**
     * In milliseconds, by the nearest rank.
     *
     * @param share of the labels that took no longer, above 0 and at most 1
     * @return null where no label came in the last minute
     */
    @Nullable
    Long percentile(double share, Instant now) {
        long oldest = now.toEpochMilli() - WINDOW_MILLIS;
        long[] sorted = IntStream.range(0, (int) Math.min(count, MOST))
                .filter(i -> addedAt[i] > oldest)
                .mapToLong(i -> millis[i])
                .sorted()
                .toArray();
        return sorted.length == 0 ? null : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
