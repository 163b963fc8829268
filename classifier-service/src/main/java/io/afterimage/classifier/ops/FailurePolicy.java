package io.afterimage.classifier.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What to do when a stream thread dies: begin again after a growing pause, or give up after too many in a short time,
 * since a live process with dead streams is the worst outcome. Safe for many threads.
 */
final class FailurePolicy {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final int most;
    private final Duration window;
    private final Deque<Instant> failures = new ArrayDeque<>();

    /**
     * @param most failures within the window that are borne
     * @param window how far back failures count
     */
    FailurePolicy(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** How long to wait before beginning again; empty: give up. */
    synchronized Optional<Duration> onFailure(Instant now) {
        failures.addLast(now);
        while (failures.getFirst().isBefore(now.minus(window))) {
            failures.removeFirst();
        }
        return failures.size() > most
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << (failures.size() - 1)));
    }
}
