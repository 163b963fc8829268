package io.afterimage.model.compare;

import java.util.List;

/**
 * The class that a model puts first for one test example.
 *
 * @param said empty where the model knows no class
 * @param probability of that class
 */
record Answer(String sha256, String group, String truth, String said, double probability) {
    static Answer of(TestScore score, List<String> labels) {
        double[] probabilities = score.probabilities();
        int first = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[first]) {
                first = i;
            }
        }
        return labels.isEmpty()
                ? new Answer(score.sha256(), score.group(), score.trueClass(), "", 0)
                : new Answer(score.sha256(), score.group(), score.trueClass(), labels.get(first), probabilities[first]);
    }

    static List<Answer> of(ModelScores scores) {
        return scores.scores().stream().map(score -> of(score, scores.labels())).toList();
    }

    boolean right() {
        return said.equals(truth);
    }
}
