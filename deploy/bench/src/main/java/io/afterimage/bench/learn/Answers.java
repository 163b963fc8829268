package io.afterimage.bench.learn;

import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads labels in the classes of people.
 *
 * @param map what a foreign model's labels mean; others stay what they are
 */
record Answers(Map<String, String> map) {
    Answers {
        map = Map.copyOf(map);
    }

    /** What a label says: the class whose ranked labels are most probable together; empty if it ranks none. */
    String said(Label label) {
        Map<String, Double> sums = new HashMap<>();
        String best = "";
        for (RankedClass score : label.getTopList()) {
            String named = map.getOrDefault(score.getLabel(), score.getLabel());
            double sum = sums.merge(named, (double) score.getProbability(), Double::sum);
            best = best.isEmpty() || sum > sums.getOrDefault(best, 0.0) ? named : best;
        }
        return best;
    }

    /** The share that is right, of those of a kind; NaN if there are none. */
    double accuracy(Collection<Seen> seen, Predicate<LabelledPhoto> kind) {
        return seen.stream()
                .filter(one -> kind.test(one.photo()))
                .mapToDouble(one -> said(one.label()).equals(one.photo().label()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The share of right ones by class. */
    Map<String, Double> recalls(Collection<Seen> seen) {
        Map<String, Double> recalls = new TreeMap<>();
        seen.stream()
                .map(one -> one.photo().label())
                .distinct()
                .forEach(name ->
                        recalls.put(name, accuracy(seen, photo -> photo.label().equals(name))));
        return recalls;
    }

    /** A photo and its label. */
    record Seen(LabelledPhoto photo, Label label) {}
}
