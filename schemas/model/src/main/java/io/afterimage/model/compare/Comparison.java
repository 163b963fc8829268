package io.afterimage.model.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The table of two models on the same test set.
 *
 * @param examples of the test set
 * @param groups they are of
 * @param shared classes with test examples that both know, by name; what {@code paired} rests on
 * @param added classes that only the model after knows
 * @param dropped classes with test examples that only the model before knows
 * @param unused how many classes the model before knows that the model after does not, without test examples; 0 for a foreign model,
 *     of which the map names those that matter
 * @param before the model that is live, on the whole test set
 * @param after the candidate, on the whole test set
 * @param paired the two side by side, on the shared classes
 * @param worst mistakes of the model after, at most 20, the surest first
 * @param onlyBefore examples that only the model before gets right, at most 20
 * @param onlyAfter examples that only the model after gets right, at most 20
 */
public record Comparison(
        int examples,
        int groups,
        List<String> shared,
        List<String> added,
        List<String> dropped,
        int unused,
        ModelMeasures before,
        ModelMeasures after,
        Paired paired,
        List<Mistake> worst,
        List<Change> onlyBefore,
        List<Change> onlyAfter) {
    private static final int WORST = 20;

    /**
     * Compares, after translation of both models' labels.
     *
     * @param alpha one-sided level of the bound, above 0 and below 0.5
     * @throws IllegalArgumentException if the two were not scored on the same examples with the same labels
     */
    public static Comparison of(ModelScores before, ModelScores after, LabelMap map, double alpha) {
        ModelScores first = inOrder(map.translate(before), after);
        ModelScores second = map.translate(after);
        Set<String> truths = new TreeSet<>();
        second.scores().forEach(score -> truths.add(score.trueClass()));
        Set<String> old = new HashSet<>(first.labels());
        Set<String> now = new HashSet<>(second.labels());
        List<String> shared =
                truths.stream().filter(old::contains).filter(now::contains).toList();
        List<Answer> earlier = Answer.of(first);
        List<Answer> answers = Answer.of(second);
        return new Comparison(
                answers.size(),
                (int) answers.stream().map(Answer::group).distinct().count(),
                shared,
                now.stream().filter(name -> !old.contains(name)).sorted().toList(),
                truths.stream()
                        .filter(old::contains)
                        .filter(name -> !now.contains(name))
                        .toList(),
                map.concerns(before)
                        ? 0
                        : (int) old.stream()
                                .filter(name -> !now.contains(name) && !truths.contains(name))
                                .count(),
                ModelMeasures.of(first.version(), earlier),
                ModelMeasures.of(second.version(), answers),
                Paired.of(only(shared, earlier), only(shared, answers), alpha),
                worst(answers),
                changes(earlier, answers, true),
                changes(earlier, answers, false));
    }

    /** Of the examples that one gets right and the other wrong, those where the one that is wrong is surest. */
    private static List<Change> changes(List<Answer> before, List<Answer> after, boolean lost) {
        return IntStream.range(0, after.size())
                .filter(i -> before.get(i).right() == lost && after.get(i).right() != lost)
                .boxed()
                .sorted(Comparator.comparingDouble(
                                (Integer i) -> (lost ? after : before).get(i).probability())
                        .reversed())
                .limit(WORST)
                .map(i -> new Change(
                        after.get(i).sha256(),
                        after.get(i).truth(),
                        before.get(i).said(),
                        after.get(i).said()))
                .toList();
    }

    private static List<Answer> only(List<String> classes, List<Answer> answers) {
        Set<String> wanted = Set.copyOf(classes);
        return answers.stream()
                .filter(answer -> wanted.contains(answer.truth()))
                .toList();
    }

    private static List<Mistake> worst(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> !answer.right())
                .sorted(Comparator.comparingDouble(Answer::probability)
                        .reversed()
                        .thenComparing(Answer::sha256))
                .limit(WORST)
                .map(answer -> new Mistake(answer.sha256(), answer.truth(), answer.said(), answer.probability()))
                .toList();
    }

    /** The scores in the order of the other's examples. */
    private static ModelScores inOrder(ModelScores scores, ModelScores other) {
        Map<String, TestScore> byHash = new HashMap<>();
        scores.scores().forEach(score -> byHash.put(score.sha256(), score));
        if (byHash.size() != other.scores().size()) {
            throw new IllegalArgumentException(
                    "scored on " + byHash.size() + " and " + other.scores().size() + " examples");
        }
        return new ModelScores(
                scores.version(),
                scores.labels(),
                other.scores().stream()
                        .map(score -> same(byHash.get(score.sha256()), score))
                        .toList());
    }

    private static TestScore same(@Nullable TestScore score, TestScore other) {
        if (score == null
                || !score.trueClass().equals(other.trueClass())
                || !score.group().equals(other.group())) {
            throw new IllegalArgumentException(other.sha256() + " is not the same example in both");
        }
        return score;
    }
}
