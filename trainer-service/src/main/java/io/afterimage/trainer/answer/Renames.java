package io.afterimage.trainer.answer;

import io.afterimage.events.ClassNames;
import io.afterimage.trainer.label.Newest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Classes that have just been renamed: who still has the old name on the page means the new one. Safe for many threads:
 * all state is guarded by this.
 */
public final class Renames {
    private static final Duration REMEMBER = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Newest<Renamed> renamed = new Newest<>(MOST);

    private record Renamed(String to, Instant at) {}

    public Renames(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on one is called the other; both are tidy. */
    public synchronized void add(String from, String to) {
        renamed.remove(ClassNames.key(to));
        renamed.putLast(ClassNames.key(from), new Renamed(to, clock.instant()));
    }

    /** What a tidy name is called now. */
    public synchronized String now(String name) {
        String current = name;
        for (int step = 0; step < MOST; step++) {
            Renamed next = renamed.get(ClassNames.key(current));
            if (next == null || next.at().isBefore(clock.instant().minus(REMEMBER))) {
                return current;
            }
            current = next.to();
        }
        return current;
    }
}
