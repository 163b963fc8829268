package io.afterimage.model.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one model said of a test set.
 *
 * @param version lower-case hex SHA-256 of its package
 * @param labels its classes, in the order of its outputs
 * @param scores one a test example, each example once
 */
public record ModelScores(String version, List<String> labels, List<TestScore> scores) {
    private static final double TOLERANCE = 1e-3;

    /**
     * @throws IllegalArgumentException if a score has another number of classes than the model, a value is no probability,
     *     or an example is there twice
     */
    public ModelScores {
        labels = List.copyOf(labels);
        scores = List.copyOf(scores);
        Set<String> seen = new HashSet<>();
        for (TestScore score : scores) {
            check(score, labels.size());
            if (!seen.add(score.sha256())) {
                throw new IllegalArgumentException(score.sha256() + " is scored twice");
            }
        }
    }

    /** What is said where no model is live: nothing, of the same examples. */
    public static ModelScores ofNoModel(ModelScores other) {
        return new ModelScores(
                "",
                List.of(),
                other.scores().stream()
                        .map(score -> new TestScore(score.sha256(), score.group(), score.trueClass(), new double[0]))
                        .toList());
    }

    /** The scores of examples that another model has scored too. */
    public ModelScores commonWith(ModelScores other) {
        Set<String> scored = new HashSet<>();
        other.scores().forEach(score -> scored.add(score.sha256()));
        return new ModelScores(
                version,
                labels,
                scores.stream().filter(score -> scored.contains(score.sha256())).toList());
    }

    private static void check(TestScore score, int classes) {
        if (score.probabilities().length != classes) {
            throw new IllegalArgumentException(score.probabilities().length + " probabilities of " + score.sha256()
                    + " for " + classes + " classes");
        }
        double sum = 0;
        for (double probability : score.probabilities()) {
            // Written so that NaN fails as well.
            if (!(probability >= -TOLERANCE && probability <= 1 + TOLERANCE)) {
                throw new IllegalArgumentException(probability + " of " + score.sha256() + " is no probability");
            }
            sum += probability;
        }
        if (sum > 1 + TOLERANCE) {
            throw new IllegalArgumentException("probabilities of " + score.sha256() + " sum to " + sum);
        }
    }
}
