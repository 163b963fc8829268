package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.train.DivergedException;
import io.afterimage.trainer.engine.train.Examples;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.engine.train.LearningRate;
import io.afterimage.trainer.engine.train.RateFinder;
import io.afterimage.trainer.engine.train.TrainingSettings;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One stage of a training: some weights learn from some examples.
 *
 * @param classWeights one a logit, or empty
 */
record Lesson(
        Stage stage, Recipe recipe, Balance balance, List<Float> classWeights, long seed, Progress.Listener listener) {
    private static final int TRIES = 3;
    private static final double GENTLER = .1;

    /**
     * What came out.
     *
     * @param rate that it was learned with step by step; otherwise 0
     * @param penalty that it was learned with all at once; otherwise 0
     */
    record Outcome(Fit.Result result, double rate, double penalty, Stage stage) {
        List<TensorProto> weights() {
            return result.weights();
        }

        /** The same with other weights. */
        Outcome with(List<TensorProto> weights) {
            return new Outcome(
                    new Fit.Result(weights, result.best(), result.temperature(), result.epochs(), result.logits()),
                    rate,
                    penalty,
                    stage);
        }

        Curve curve(boolean kept) {
            return new Curve(stage, rate, penalty, result.best(), kept, result.epochs());
        }
    }

    /**
     * Learns; where the loss is no number any more, again at a tenth of the rate.
     *
     * @throws TuneFailedException if that does not help either
     */
    Outcome run(Graph graph, List<String> weights, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        Examples shown = varied(training);
        double rate = recipe.rate() > 0 ? recipe.rate() : rate(graph, weights, shown);
        for (int tries = 1; ; tries++) {
            try {
                return new Outcome(
                        fit(rate, shown).run(graph, weights, shown, validation, told(rate, shown)), rate, 0, stage);
            } catch (DivergedException e) {
                if (tries == TRIES) {
                    throw new TuneFailedException(Reason.DIVERGED, String.valueOf(e.getMessage()), e);
                }
                rate *= GENTLER;
            }
        }
    }

    private Examples varied(Examples training) {
        Examples shown = new Oversampled(training, balance.positions(training.classes()));
        if (recipe.dropout() > 0) {
            shown = new Dropout(shown, recipe.dropout(), seed);
        }
        return recipe.mixup() > 0 ? new Mixup(shown, recipe.mixup(), seed) : shown;
    }

    private Fit fit(double rate, Examples shown) {
        return recipe.fit(shown.classes().length, rate, classWeights, seed);
    }

    private Consumer<Fit.Epoch> told(double rate, Examples shown) {
        AtomicInteger done = new AtomicInteger();
        int most = fit(rate, shown).epochs();
        return epoch -> listener.progress(new Progress(stage, done.incrementAndGet(), most, epoch));
    }

    private double rate(Graph graph, List<String> weights, Examples shown)
            throws UntrainableModelException, IOException {
        Fit any = fit(1, shown);
        TrainingSettings settings = new TrainingSettings(
                new LearningRate(1, 0, 1), any.weightDecay(), any.labelSmoothing(), any.classWeights(), seed);
        return new RateFinder(any.batch(), settings).find(graph, weights, shown);
    }
}
