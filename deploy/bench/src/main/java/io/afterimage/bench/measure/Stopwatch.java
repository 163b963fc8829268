package io.afterimage.bench.measure;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A rate between two points of a run: the first label past the warm-up, and the last one asked for. What came with the
 * first is not counted, since its work was done before. For one thread.
 */
public final class Stopwatch {
    private static final double SECOND = 1e9;

    private final int warmUp;
    private final Supplier<Duration> cpu;
    private long begun;
    private int first;
    private Duration cpuAtFirst = Duration.ZERO;
    private long ended;
    private int last;
    private Duration cpuAtLast = Duration.ZERO;

    /**
     * @param warmUp labels before the measuring begins
     * @param cpu time that the measured processes have used so far
     */
    public Stopwatch(int warmUp, Supplier<Duration> cpu) {
        this.warmUp = warmUp;
        this.cpu = cpu;
    }

    /** So many labels are there by now; called at each arrival. */
    public void labels(int count, long now) {
        if (first == 0 && count > warmUp) {
            first = count;
            begun = now;
            cpuAtFirst = cpu.get();
        }
    }

    /** The last label is there. */
    public void stop(int count, long now) {
        last = count;
        ended = now;
        cpuAtLast = cpu.get();
    }

    /** Labels a second; 0 where too few came to tell. */
    public double perSecond() {
        return measured() && ended > begun ? (last - first) / ((ended - begun) / SECOND) : 0;
    }

    /** Milliseconds of processor time a label. */
    public double cpuMillis() {
        return measured() ? cpuAtLast.minus(cpuAtFirst).toNanos() / 1e6 / (last - first) : 0;
    }

    /** Without a label past the warm-up there is no beginning to count from. */
    private boolean measured() {
        return first > 0 && last > first;
    }
}
