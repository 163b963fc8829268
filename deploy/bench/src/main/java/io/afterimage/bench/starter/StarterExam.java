package io.afterimage.bench.starter;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Sha256;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Scorer;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.scenes.Condition;
import io.afterimage.scenes.Scenario;
import io.afterimage.scenes.Scene;
import io.afterimage.scenes.SceneCamera;
import io.afterimage.scenes.Sign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a model what fresh scenes show, of signs that it knows.
 *
 * @param each scenes in each condition
 * @param seed of the scenes
 */
record StarterExam(int each, long seed, int threads) {
    private static final int CAMERAS = 1000;

    /** The share of right answers by condition, in the conditions' order. */
    Map<Condition, Double> accuracy(byte[] model) throws InterruptedException {
        Map<Condition, Double> accuracy = new LinkedHashMap<>();
        try (SceneCamera camera = new SceneCamera();
                Scorer scorer = Scorer.open(model, threads, ImageLimits.DEFAULTS)) {
            for (Condition condition : Condition.ALL) {
                show(condition, camera, scorer);
            }
            ModelScores scores = scorer.scores();
            Condition.ALL.forEach(condition -> accuracy.put(condition, accuracy(scores, condition)));
        } catch (ModelRejectedException | RunFailedException e) {
            throw new CommandException("The model cannot be run: " + e.getMessage());
        }
        return accuracy;
    }

    private void show(Condition condition, SceneCamera camera, Scorer scorer) throws InterruptedException {
        Scenario scenario = new Scenario(List.of(condition), Sign.known());
        for (int number = 0; number < each; number++) {
            Scene scene = scenario.scene(seed, number % CAMERAS, number);
            byte[] image = camera.shoot(scene);
            scorer.score(Sha256.hex(image), condition.name(), scene.sign().label(), image);
        }
    }

    private static double accuracy(ModelScores scores, Condition condition) {
        return scores.scores().stream()
                .filter(score -> score.group().equals(condition.name()))
                .mapToDouble(score -> said(scores, score).equals(score.trueClass()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static String said(ModelScores scores, TestScore score) {
        int best = 0;
        for (int i = 1; i < score.probabilities().length; i++) {
            best = score.probabilities()[i] > score.probabilities()[best] ? i : best;
        }
        return scores.labels().get(best);
    }
}
