package io.afterimage.model.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one model does on a whole test set, the classes included that it does not know.
 *
 * @param version lower-case hex SHA-256 of its package; empty for no model
 * @param accuracy share of right answers, 0 to 1
 * @param macroF1 mean of F1 over the classes that have test examples
 * @param calibrationError expected calibration error of the first class over 15 equally wide bins, 0 to 1 (Guo et al.,
 *     On Calibration of Modern Neural Networks, 2017)
 * @param bins 15, from the least to the most sure
 * @param classes those that have test examples, by name
 * @param confusions cells of the confusion matrix, mistakes included and right answers too; by truth, then by count
 */
public record ModelMeasures(
        String version,
        double accuracy,
        double macroF1,
        double calibrationError,
        List<CalibrationBin> bins,
        List<ClassMeasure> classes,
        List<Confusion> confusions) {
    static ModelMeasures of(String version, List<Answer> answers) {
        List<ClassMeasure> classes = classes(answers);
        List<CalibrationBin> bins = CalibrationBin.of(answers);
        return new ModelMeasures(
                version,
                answers.stream()
                        .mapToInt(answer -> answer.right() ? 1 : 0)
                        .average()
                        .orElse(0),
                classes.stream().mapToDouble(ClassMeasure::f1).average().orElse(0),
                CalibrationBin.error(bins),
                bins,
                classes,
                confusions(answers));
    }

    /** The measure of one class; empty where it has no test examples. */
    public Optional<ClassMeasure> of(String name) {
        return classes.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }

    private static List<ClassMeasure> classes(List<Answer> answers) {
        Map<String, Integer> support = new TreeMap<>();
        Map<String, Integer> said = new HashMap<>();
        Map<String, Integer> right = new HashMap<>();
        for (Answer answer : answers) {
            support.merge(answer.truth(), 1, Integer::sum);
            said.merge(answer.said(), 1, Integer::sum);
            right.merge(answer.truth(), answer.right() ? 1 : 0, Integer::sum);
        }
        List<ClassMeasure> measures = new ArrayList<>();
        support.forEach((name, examples) -> {
            int hits = right.getOrDefault(name, 0);
            double f1 = 2.0 * hits / (examples + said.getOrDefault(name, 0));
            measures.add(new ClassMeasure(name, examples, (double) hits / examples, f1));
        });
        return List.copyOf(measures);
    }

    private static List<Confusion> confusions(List<Answer> answers) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Answer answer : answers) {
            counts.computeIfAbsent(answer.truth(), any -> new TreeMap<>()).merge(answer.said(), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .map(cell -> new Confusion(row.getKey(), cell.getKey(), cell.getValue())))
                .sorted(Comparator.comparing(Confusion::truth)
                        .thenComparing(Comparator.comparingInt(Confusion::count).reversed()))
                .toList();
    }
}
