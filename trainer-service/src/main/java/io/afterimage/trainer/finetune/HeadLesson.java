package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.operator.Libtorch;
import io.afterimage.trainer.engine.train.DivergedException;
import io.afterimage.trainer.engine.train.Examples;
import io.afterimage.trainer.engine.train.Features;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.engine.train.Temperature;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Teaches a head in the form in which it learns best: as a regression on standard features of all examples at once.
 * There its loss, with a penalty on large weights, has one optimum; how strong the penalty is, the validation examples
 * say: a weaker one must do clearly better (the one-standard-error rule of Breiman et al., Classification and Regression
 * Trees).
 *
 * @param lesson for a head of another form, or one that is to learn step by step
 * @param copies of each training example, the plain one included
 */
record HeadLesson(Lesson lesson, Settings settings, Columns columns, int copies) {
    private static final double USUAL = 1;
    /** From that for data of which many labels are wrong, to that for features that tell little. */
    private static final List<Double> PENALTIES = List.of(30.0, 10.0, 3.0, USUAL, .3, .1, .03);
    /** Fewer validation examples cannot tell one penalty from another. */
    private static final int FEW = 50;
    /** Threads that share the work on fewer bytes wait for each other longer than they work. */
    private static final long LEAST_SHARED = 2 << 20;

    /**
     * Learns from the training examples, while the others are held out.
     *
     * @param behind from what enters the head to the logits
     */
    Lesson.Outcome run(Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        Gathered gathered = new Gathered(training, copies);
        if (head(behind).isEmpty() || settings.isStepwise() || !gathered.fits()) {
            return stepwise(behind, training, validation);
        }
        try (Regression regression = regression(behind, gathered)) {
            return chosen(regression, new Gathered(validation, 1).read());
        } catch (DivergedException e) {
            throw diverged(e);
        }
    }

    /**
     * Learns once more, now that none need be held out. What says how good the head is and calibrates it stays what was
     * learned from the training examples alone.
     *
     * @param proof from {@link #run}
     * @param all examples to train with and those held out
     */
    Lesson.Outcome again(Graph behind, Lesson.Outcome proof, Examples all)
            throws UntrainableModelException, IOException, TuneFailedException {
        Gathered gathered = new Gathered(all, copies);
        if (proof.penalty() == 0 || !gathered.fits()) {
            return proof;
        }
        try (Regression regression = regression(behind, gathered)) {
            regression.learn(proof.penalty());
            return proof.with(regression.weights());
        } catch (DivergedException e) {
            throw diverged(e);
        }
    }

    private Optional<HeadLayer> head(Graph behind) {
        return HeadLayer.of(behind, columns.names()).filter(found -> HeadLayer.isLinear(behind));
    }

    private Regression regression(Graph behind, Gathered examples) throws UntrainableModelException, IOException {
        share(examples.bytes());
        double smoothing = Objects.requireNonNullElse(settings.labelSmoothing(), 0.0);
        return new Regression(behind, head(behind).orElseThrow(), columns, examples.read(), smoothing, classWeights());
    }

    private void share(long bytes) {
        Libtorch.useThreads(bytes < LEAST_SHARED ? 1 : settings.threads());
    }

    private List<Float> classWeights() {
        return columns.weights(lesson.balance().wholeWeights());
    }

    private Lesson.Outcome chosen(Regression regression, Features held) throws UntrainableModelException {
        regression.apply(held);
        List<Double> penalties = held.classes().length < FEW ? List.of(USUAL) : PENALTIES;
        List<Fit.Epoch> epochs = new ArrayList<>();
        Fit.Result best = null;
        for (double penalty : penalties) {
            double loss = regression.learn(penalty);
            float[] logits = regression.logits(held);
            epochs.add(Fit.Epoch.of(loss, logits, held.classes(), classWeights()));
            lesson.listener()
                    .progress(new Progress(
                            lesson.stage(), epochs.size(), penalties.size(), epochs.get(epochs.size() - 1)));
            double temperature = Temperature.of(logits, held.classes());
            Fit.Result other = new Fit.Result(regression.weights(), epochs.size() - 1, temperature, epochs, logits);
            best = best == null || other.isClearlyBetter(best, held.classes()) ? other : best;
        }
        Fit.Result kept = Objects.requireNonNull(best);
        return new Lesson.Outcome(kept.with(epochs), 0, penalties.get(kept.best()), lesson.stage());
    }

    /** Step by step, on the features as they are. */
    Lesson.Outcome stepwise(Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        share(new Gathered(training, 1).bytes()
                / training.classes().length
                * lesson.recipe().batch());
        Lesson.Outcome outcome = lesson.run(columns.of(behind), Weights.of(behind), training, validation);
        return outcome.with(columns.kept(behind, outcome.result().weights()));
    }

    private static TuneFailedException diverged(DivergedException e) {
        return new TuneFailedException(Reason.DIVERGED, String.valueOf(e.getMessage()), e);
    }
}
