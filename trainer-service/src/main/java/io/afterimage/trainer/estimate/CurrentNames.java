package io.afterimage.trainer.estimate;

import io.afterimage.events.ClassNames;
import io.afterimage.trainer.label.Newest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What classes are called now: names that differ only in case or spaces are one, and a name that was given up means the one
 * that took its place, also where a model still says it that learned before. The same in whatever order renames are heard. Not
 * safe for several threads.
 */
final class CurrentNames {
    private static final int MOST = 10_000;

    private final Newest<Renamed> renamed;
    /** When a name was last given to a class: renames of it that came before are past. */
    private final Newest<Instant> given;

    private record Renamed(String to, Instant at) {}

    CurrentNames() {
        this(new Newest<>(MOST), new Newest<>(MOST));
    }

    private CurrentNames(Newest<Renamed> renamed, Newest<Instant> given) {
        this.renamed = renamed;
        this.given = given;
    }

    /** The same as it is now. */
    CurrentNames copy() {
        return new CurrentNames(renamed.copy(), given.copy());
    }

    void rename(String from, String to, Instant at) {
        renamed.merge(
                key(from), new Renamed(key(to), at), (one, other) -> one.at().isAfter(other.at()) ? one : other);
        given.merge(key(to), at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** What names of one class share, and no other. */
    String of(String name) {
        String current = key(name);
        for (Renamed next = next(current); next != null; next = next(current)) {
            current = next.to();
        }
        return current;
    }

    /** Each step is later than the one before, so that they come to an end. */
    private @Nullable Renamed next(String key) {
        Renamed next = renamed.get(key);
        return next != null && next.at().isAfter(given.getOrDefault(key, Instant.MIN)) ? next : null;
    }

    private static String key(String name) {
        return ClassNames.tidy(name).map(ClassNames::key).orElse(name);
    }
}
