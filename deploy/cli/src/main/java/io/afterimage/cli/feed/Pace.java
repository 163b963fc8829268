package io.afterimage.cli.feed;

import java.util.concurrent.TimeUnit;

/**
 * A steady schedule: each image has its time. What a stall held up is caught up with for at most one second's worth,
 * so that a long stall is not followed by a burst. Pure; for one thread.
 */
public final class Pace {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double interval;
    private final long start;
    /** When the next image is due, in nanoseconds after the start. */
    private double due;

    /**
     * @param rate images a second
     * @param start time of the first image in nanoseconds
     */
    public Pace(double rate, long start) {
        this.interval = SECOND / rate;
        this.start = start;
    }

    /** How many nanoseconds after {@code now} the next image is due; 0 if it is due already. */
    public long next(long now) {
        double elapsed = (double) (now - start);
        due = Math.max(due, elapsed - SECOND);
        double wait = due - elapsed;
        due += interval;
        return Math.max(0, Math.round(wait));
    }
}
