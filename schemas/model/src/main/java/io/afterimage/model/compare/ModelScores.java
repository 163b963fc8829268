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
    /** @throws IllegalArgumentException if a score has another number of classes than the model, or an example is there twice */
    public ModelScores {
        labels = List.copyOf(labels);
        scores = List.copyOf(scores);
        Set<String> seen = new HashSet<>();
        for (TestScore score : scores) {
            if (score.probabilities().length != labels.size()) {
                throw new IllegalArgumentException(score.probabilities().length + " probabilities of " + score.sha256()
                        + " for " + labels.size() + " classes");
            }
            if (!seen.add(score.sha256())) {
                throw new IllegalArgumentException(score.sha256() + " is scored twice");
            }
        }
    }
}
