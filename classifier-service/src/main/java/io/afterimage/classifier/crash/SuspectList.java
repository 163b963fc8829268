package io.afterimage.classifier.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The suspects at one moment: at most {@link #MOST}, the latest, and none older than the images topic. Immutable. */
final class SuspectList {
    static final SuspectList NONE = new SuspectList(Map.of());

    /** A crash adds one for each image in native code: a thousand are hundreds of crashes. */
    static final int MOST = 1000;

    /** As long as the images topic keeps its records. */
    static final Duration KEPT = Duration.ofDays(7);

    private final Map<ImagePosition, Suspect> suspects;

    private SuspectList(Map<ImagePosition, Suspect> suspects) {
        this.suspects = suspects;
    }

    static SuspectList of(Collection<Suspect> suspects) {
        return new SuspectList(suspects.stream()
                .collect(Collectors.toMap(Suspect::image, suspect -> suspect, (a, b) -> b, LinkedHashMap::new)));
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }

    boolean contains(ImagePosition image) {
        return suspects.containsKey(image);
    }

    Optional<Suspect> find(ImagePosition image) {
        return Optional.ofNullable(suspects.get(image));
    }

    List<Suspect> all() {
        return List.copyOf(suspects.values());
    }

    /** With those that a process left when it died; what is too old, or too much, is dropped. */
    SuspectList with(List<Victim> victims, Instant now) {
        Map<ImagePosition, Suspect> next = new LinkedHashMap<>(suspects);
        for (Victim victim : victims) {
            next.merge(victim.image(), Suspect.of(victim, now), (known, first) -> known.died(victim, now));
        }
        List<Suspect> kept = new ArrayList<>(next.values());
        kept.removeIf(suspect -> suspect.seen().isBefore(now.minus(KEPT)));
        kept.sort(Comparator.comparing(Suspect::seen));
        return of(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }

    SuspectList without(ImagePosition image) {
        Map<ImagePosition, Suspect> next = new LinkedHashMap<>(suspects);
        next.remove(image);
        return new SuspectList(next);
    }
}
