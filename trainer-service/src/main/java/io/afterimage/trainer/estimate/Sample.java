package io.afterimage.trainer.estimate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the embeddings of the earliest and of the latest draws lie, so many of each and one of a group: the frames of
 * one scene are alike, and would look like a drift. Not safe for several threads.
 */
final class Sample {
    private static final Comparator<When> ORDER =
            Comparator.comparing(When::minute).thenComparing(When::group);

    private final int most;
    private final NavigableMap<When, float[]> earliest;
    private final NavigableMap<When, float[]> latest;

    private record When(Instant minute, String group) {}

    /** @param most of the earliest, and of the latest, from 1 */
    Sample(int most) {
        this(most, new TreeMap<>(ORDER), new TreeMap<>(ORDER));
    }

    private Sample(int most, NavigableMap<When, float[]> earliest, NavigableMap<When, float[]> latest) {
        this.most = most;
        this.earliest = earliest;
        this.latest = latest;
    }

    /** The same as it is now. */
    Sample copy() {
        return new Sample(most, new TreeMap<>(earliest), new TreeMap<>(latest));
    }

    /** In whatever order they come. */
    void add(DrawnLabel draw, float[] place) {
        When when = new When(draw.at().truncatedTo(ChronoUnit.MINUTES), draw.group());
        earliest.putIfAbsent(when, place);
        if (earliest.size() > most) {
            earliest.pollLastEntry();
        }
        latest.putIfAbsent(when, place);
        if (latest.size() > most) {
            latest.pollFirstEntry();
        }
    }

    int size() {
        return latest.size();
    }

    /** Of the earliest and of the latest, which may be the same. */
    DrawnPlaces places() {
        return new DrawnPlaces(List.copyOf(earliest.values()), List.copyOf(latest.values()));
    }

    /** How far the latest are from the earliest, of which none is among them. */
    Optional<Drift> drift() {
        List<float[]> now = new ArrayList<>();
        latest.forEach((when, place) -> {
            if (!earliest.containsKey(when)) {
                now.add(place);
            }
        });
        return Drift.between(List.copyOf(earliest.values()), now);
    }
}
