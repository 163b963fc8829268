package io.afterimage.model.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Test examples and what two models said of them, written down one by one. */
final class Exam {
    private final List<String> before;
    private final List<String> after;
    private final List<TestScore> beforeScores = new ArrayList<>();
    private final List<TestScore> afterScores = new ArrayList<>();

    Exam(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** So many examples, each a group of its own, of which the models give what they say a probability of 0.8. */
    Exam add(int count, String truth, String beforeSays, String afterSays) {
        for (int i = 0; i < count; i++) {
            add("group " + afterScores.size(), truth, said(before, beforeSays, 0.8), said(after, afterSays, 0.8));
        }
        return this;
    }

    /** So many examples of one group. */
    Exam addGroup(int count, String truth, String beforeSays, String afterSays) {
        String group = "group " + afterScores.size();
        for (int i = 0; i < count; i++) {
            add(group, truth, said(before, beforeSays, 0.8), said(after, afterSays, 0.8));
        }
        return this;
    }

    Exam add(String group, String truth, double[] beforeSays, double[] afterSays) {
        String sha256 = String.format("%064x", afterScores.size());
        beforeScores.add(new TestScore(sha256, group, truth, beforeSays));
        afterScores.add(new TestScore(sha256, group, truth, afterSays));
        return this;
    }

    ModelScores before() {
        return new ModelScores("b".repeat(64), before, beforeScores);
    }

    ModelScores after() {
        return new ModelScores("a".repeat(64), after, afterScores);
    }

    Comparison compare(double alpha) {
        return Comparison.of(before(), after(), LabelMap.NONE, alpha);
    }

    static double[] said(List<String> labels, String label, double probability) {
        double[] probabilities = new double[labels.size()];
        Arrays.fill(probabilities, (1 - probability) / Math.max(1, labels.size() - 1));
        probabilities[labels.indexOf(label)] = probability;
        return probabilities;
    }
}
