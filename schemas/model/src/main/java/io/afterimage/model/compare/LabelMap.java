package io.afterimage.model.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which class of the data set a label of a foreign model means, such as "tabby" a cat, so that the two can be
 * compared. Several labels may mean one class: their probabilities are added, which gives that model its best case.
 * Labels that are not in the map stay what they are.
 *
 * @param classes label to class
 */
public record LabelMap(Map<String, String> classes) {
    public static final LabelMap NONE = new LabelMap(Map.of());

    public LabelMap {
        classes = Map.copyOf(classes);
    }

    /** Whether it says what some of a model's labels mean. */
    boolean concerns(ModelScores scores) {
        return scores.labels().stream().anyMatch(classes::containsKey);
    }

    /** The scores as those of a model with the translated classes. */
    public ModelScores translate(ModelScores scores) {
        if (!concerns(scores)) {
            return scores;
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        List<Integer> placeOf = new ArrayList<>();
        for (String label : scores.labels()) {
            String named = classes.getOrDefault(label, label);
            placeOf.add(places.computeIfAbsent(named, any -> places.size()));
        }
        return new ModelScores(
                scores.version(),
                List.copyOf(places.keySet()),
                scores.scores().stream()
                        .map(score -> added(score, placeOf, places.size()))
                        .toList());
    }

    private static TestScore added(TestScore score, List<Integer> placeOf, int classes) {
        double[] sums = new double[classes];
        for (int label = 0; label < placeOf.size(); label++) {
            sums[placeOf.get(label)] += score.probabilities()[label];
        }
        return new TestScore(score.sha256(), score.group(), score.trueClass(), sums);
    }
}
