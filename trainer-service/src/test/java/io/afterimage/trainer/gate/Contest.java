package io.afterimage.trainer.gate;

import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.TestScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A live model and a candidate on the same test examples, and the gate between them. */
final class Contest {
    private final List<String> liveLabels;
    private final List<String> labels;
    private final List<TestScore> live = new ArrayList<>();
    private final List<TestScore> candidate = new ArrayList<>();
    private GateSettings settings = GateSettings.DEFAULT;
    private LabelMap map = LabelMap.NONE;
    private TestUse use = TestUse.FIRST;

    Contest(List<String> liveLabels, List<String> labels) {
        this.liveLabels = liveLabels;
        this.labels = labels;
    }

    static Contest of(String... labels) {
        return new Contest(List.of(labels), List.of(labels));
    }

    Contest with(GateSettings other) {
        settings = other;
        return this;
    }

    Contest with(LabelMap other) {
        map = other;
        return this;
    }

    Contest with(TestUse other) {
        use = other;
        return this;
    }

    /** So many examples, each a group of its own. */
    Contest add(int count, String truth, String liveSays, String candidateSays) {
        return add(count, truth, liveSays, 0.8, candidateSays);
    }

    Contest add(int count, String truth, String liveSays, double sureness, String candidateSays) {
        for (int i = 0; i < count; i++) {
            String sha256 = String.format("%064x", live.size());
            String group = "group " + live.size();
            live.add(new TestScore(sha256, group, truth, said(liveLabels, liveSays, sureness)));
            candidate.add(new TestScore(sha256, group, truth, said(labels, candidateSays, 0.8)));
        }
        return this;
    }

    GateReport judge() {
        return new Gate(settings, map)
                .judge(
                        new ModelScores("b".repeat(64), liveLabels, live),
                        new ModelScores("a".repeat(64), labels, candidate),
                        use);
    }

    GateReport judgeWithoutLive() {
        ModelScores scores = new ModelScores("a".repeat(64), labels, candidate);
        return new Gate(settings, map).judge(ModelScores.ofNoModel(scores), scores, use);
    }

    private static double[] said(List<String> labels, String label, double probability) {
        double[] probabilities = new double[labels.size()];
        Arrays.fill(probabilities, (1 - probability) / Math.max(1, labels.size() - 1));
        probabilities[labels.indexOf(label)] = probability;
        return probabilities;
    }
}
