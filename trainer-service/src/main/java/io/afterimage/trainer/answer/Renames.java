package io.afterimage.trainer.answer;

import io.afterimage.events.ClassNames;
import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.label.Newest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What classes are called now: a name that was given up means the one that took its place, for as long as models may say it that
 * learned before, unless people have called a class so since. The same in whatever order feedback is heard. Safe for many threads:
 * all state is guarded by this.
 */
public final class Renames {
    /** For so long who names a class may do so from a page on which it still has the old name. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final int MOST = 10_000;

    private final InstantSource clock;
    /** By the name that was given up. */
    private final Newest<Renamed> renamed = new Newest<>(MOST);
    /** When a name was last given to a class: renames of it that came before are past. */
    private final Newest<Instant> given = new Newest<>(MOST);

    private record Renamed(String to, Instant at) {}

    public Renames(InstantSource clock) {
        this.clock = clock;
    }

    /** From then on one is called the other; both are tidy. */
    public synchronized void add(String from, String to, Instant at) {
        renamed.merge(
                ClassNames.key(from),
                new Renamed(to, at),
                (one, other) -> one.at().isAfter(other.at()) ? one : other);
        give(to, at);
    }

    /**
     * Learns from what a person said: a rename, or what a class is called.
     *
     * @param at when the brokers took it
     */
    public synchronized void heard(Feedback feedback, Instant at) {
        Optional<String> name = ClassNames.tidy(feedback.getTrueClass());
        Optional<String> from = ClassNames.tidy(feedback.getRenamedFrom());
        if (name.isPresent() && from.isPresent()) {
            add(from.get(), name.get(), at);
        } else {
            name.ifPresent(own -> give(own, at.minus(STALE)));
        }
    }

    /** What a tidy name is called now that a model says. */
    public synchronized String ofModel(String name) {
        return now(name, Instant.MIN);
    }

    /** What a tidy name is called now that a person says: the old one only for as long as it may still stand on the page. */
    public synchronized String ofPerson(String name) {
        return now(name, clock.instant().minus(STALE));
    }

    private void give(String name, Instant at) {
        given.merge(ClassNames.key(name), at, BinaryOperator.maxBy(Instant::compareTo));
    }

    /** Each step is later than the one before, so that they come to an end. */
    private String now(String name, Instant since) {
        String current = name;
        for (Renamed next = next(current, since); next != null; next = next(current, since)) {
            current = next.to();
        }
        return current;
    }

    private @Nullable Renamed next(String name, Instant since) {
        String key = ClassNames.key(name);
        Renamed next = renamed.get(key);
        boolean counts = next != null
                && next.at().isAfter(given.getOrDefault(key, Instant.MIN))
                && !next.at().isBefore(since);
        return counts ? next : null;
    }
}
