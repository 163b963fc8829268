package io.afterimage.classifier.infer.batched;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Whether a device still answers. Safe for many threads. */
final class DeviceHealth {
    private final String device;
    private final Duration patience;
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger givenUp = new AtomicInteger();
    private volatile String loss = "";

    /** For a device whose runs take less than {@code patience}. */
    DeviceHealth(String device, Duration patience) {
        this.device = device;
        this.patience = patience;
    }

    /** One batch in the device. Two of them are never the same. */
    static final class Run {
        private final List<DecodedImage> images;
        private final Thread runner = Thread.currentThread();
        private final long begun = System.nanoTime();

        private Run(List<DecodedImage> images) {
            this.images = images;
        }

        List<DecodedImage> images() {
            return images;
        }

        /** The thread that is in native code with it. */
        Thread runner() {
            return runner;
        }

        long nanos() {
            return System.nanoTime() - begun;
        }
    }

    /** This thread begins a run. */
    Run begins(List<DecodedImage> images) {
        Run run = new Run(images);
        runs.add(run);
        return run;
    }

    /** A run has ended, however; false if it was given up before. */
    boolean ends(Run run) {
        return runs.remove(run);
    }

    /** A run is given up; false if it has just ended. */
    boolean givesUp(Run run) {
        boolean stuck = runs.remove(run);
        givenUp.addAndGet(stuck ? 1 : 0);
        return stuck;
    }

    /** Whether a run is under way. */
    boolean busy() {
        return !runs.isEmpty();
    }

    /** Runs that have taken longer than any should. */
    Set<Run> overdue() {
        return runs.stream().filter(run -> run.nanos() > patience.toNanos()).collect(Collectors.toSet());
    }

    /** Runs given up so far; their threads are lost to the process. */
    int givenUp() {
        return givenUp.get();
    }

    /** The device is lost; true if that was not known. */
    synchronized boolean lose(String said) {
        boolean first = loss.isEmpty();
        if (first) {
            loss = device + " failed: " + said;
        }
        return first;
    }

    /** Why no image is answered, in one line; empty while the device works. */
    String obstacle() {
        return loss;
    }
}
