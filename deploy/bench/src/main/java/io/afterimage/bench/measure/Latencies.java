package io.afterimage.bench.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Times from when an image should have been sent to when its label was seen, so that a stall counts for every image that
 * it delayed (coordinated omission). For one thread.
 */
public final class Latencies {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    /**
     * Adds one latency.
     *
     * @param nanos from the intended time of sending on
     */
    public void record(long nanos) {
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /**
     * A percentile in milliseconds.
     *
     * @param percentile from 0 to 100
     */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    public long count() {
        return micros.getTotalCount();
    }
}
