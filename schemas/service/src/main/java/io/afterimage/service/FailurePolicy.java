package io.afterimage.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What to do when the work fails: begin again after a growing pause, or give up after too many failures in a short time, so
 * that a supervisor sees it. Safe for many threads.
 */
public final class FailurePolicy {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    /**
     * @param most failures within the window that are borne
     * @param window how far back failures count
     */
    public FailurePolicy(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** How long to wait before beginning again; empty: give up. */
    public synchronized Optional<Duration> onFailure() {
        Instant now = clock.instant();
        failures.addLast(now);
        while (failures.getFirst().isBefore(now.minus(window))) {
            failures.removeFirst();
        }
        return failures.size() > most
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << (failures.size() - 1)));
    }
}
