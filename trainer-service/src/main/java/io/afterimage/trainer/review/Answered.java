package io.afterimage.trainer.review;

import io.afterimage.trainer.label.Newest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Which images people spoke about, as far as is remembered. Not safe for several threads. */
final class Answered {
    private static final int MOST = 100_000;

    private final Newest<Instant> at = new Newest<>(MOST);

    void add(String id, Instant when) {
        at.putLast(id, when);
    }

    void remove(String id) {
        at.remove(id);
    }

    boolean contains(String id) {
        return at.containsKey(id);
    }

    /** Since midnight, UTC. */
    int today(Instant now) {
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        return (int)
                at.values().stream().filter(when -> !when.isBefore(midnight)).count();
    }
}
