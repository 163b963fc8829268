package io.afterimage.trainer.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A person, or a source of images, whose answers contradict what most of the others say more often than can be chance.
 *
 * @param kind {@code person} or {@code source}
 * @param name of the person or source
 * @param compared answers on images of which at least two others say something
 * @param contradicting those of them that differ from what most of the others say
 */
public record Contradiction(String kind, String name, int compared, int contradicting) {
    /** People err; who contradicts more often than this, with 95% certainty, is reported. */
    private static final double USUAL = 0.2;

    private static final double TAIL = 0.05;

    /** Votes on an image, and where the image comes from; empty where that is not known. */
    record Voted(String source, Ballot ballot) {}

    /** All of them, the most contradicting first. */
    static List<Contradiction> in(Collection<Voted> images, CurrentNames names) {
        Map<String, Contradiction> people = new TreeMap<>();
        Map<String, Contradiction> sources = new TreeMap<>();
        for (Voted image : images) {
            image.ballot().answers().forEach((person, said) -> image.ballot()
                    .majorityOfOthers(person, names)
                    .ifPresent(others -> {
                        int contradicts = names.of(said).equals(others) ? 0 : 1;
                        people.merge(person, new Contradiction("person", person, 1, contradicts), Contradiction::and);
                        sources.merge(
                                image.source(),
                                new Contradiction("source", image.source(), 1, contradicts),
                                Contradiction::and);
                    }));
        }
        sources.remove("");
        List<Contradiction> all = new ArrayList<>(people.values());
        all.addAll(sources.values());
        return all.stream()
                .filter(Contradiction::unusual)
                .sorted(Comparator.comparingDouble(Contradiction::share).reversed())
                .toList();
    }

    double share() {
        return (double) contradicting / compared;
    }

    private boolean unusual() {
        return contradicting > 0
                && BetaDistribution.of(contradicting, compared - contradicting + 1.0)
                                .inverseCumulativeProbability(TAIL)
                        > USUAL;
    }

    private Contradiction and(Contradiction other) {
        return new Contradiction(kind, name, compared + other.compared, contradicting + other.contradicting);
    }
}
