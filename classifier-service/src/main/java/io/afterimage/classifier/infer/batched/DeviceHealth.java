package io.afterimage.classifier.infer.batched;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a device still answers. Safe for many threads. */
final class DeviceHealth {
    private final String device;
    private final Duration patience;
    private final Map<Thread, Long> runs = new ConcurrentHashMap<>();
    private volatile String loss = "";

    /** For a device whose runs take less than {@code patience}. */
    DeviceHealth(String device, Duration patience) {
        this.device = device;
        this.patience = patience;
    }

    /** This thread begins a run. */
    void runBegins() {
        runs.put(Thread.currentThread(), System.nanoTime());
    }

    /** This thread's run has ended, however. */
    void runEnds() {
        runs.remove(Thread.currentThread());
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
        if (!loss.isEmpty() || runs.isEmpty()) {
            return loss;
        }
        long oldest = runs.values().stream().mapToLong(begun -> begun).min().orElse(System.nanoTime());
        Duration age = Duration.ofNanos(System.nanoTime() - oldest);
        return age.compareTo(patience) > 0 ? device + " has not answered for " + age.toSeconds() + " s" : "";
    }
}
