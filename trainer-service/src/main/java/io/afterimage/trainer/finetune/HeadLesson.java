package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Teaches a head in the form in which it learns best: on features of mean 0 and deviation 1, averaged over the image before rather
 * than after the head where that gives the same. There its loss, with a penalty on large weights, has one optimum; how strong the
 * penalty is, the validation examples say: a weaker one must do clearly better (the one-standard-error rule of Breiman et al.,
 * Classification and Regression Trees). What was learned is then written as the weights of the head as it was.
 *
 * @param lesson for a head of another form
 * @param copies of each training example
 */
record HeadLesson(Lesson lesson, Settings settings, Columns columns, int copies) {
    private static final double USUAL = 1;
    /** From that for data of which many labels are wrong, to that for features that tell little. */
    private static final List<Double> PENALTIES = List.of(30.0, USUAL, .1);
    /** Fewer validation examples cannot tell one penalty from another, and teach more than they prove. */
    private static final int FEW = 50;

    /** @param behind from what enters the head to the logits */
    Lesson.Outcome run(Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        Optional<HeadLayer> head = HeadLayer.of(behind, columns.names());
        if (head.isEmpty()) {
            return plain(behind, training, validation);
        }
        boolean averaged = HeadLayer.isAveraged(behind);
        Examples shown = averaged ? new Averaged(training, copies) : training;
        Examples held = averaged ? new Averaged(validation, 1) : validation;
        Standard standard = Standard.of(shown, head.get().features());
        Graph changed = behind.with(head.get().forStandard(standard.means(), standard.deviations()));
        Lesson.Outcome outcome = penalized(changed, standard.of(shown), standard.of(held));
        HeadLayer learned =
                HeadLayer.of(changed.with(outcome.weights()), columns.names()).orElseThrow();
        List<TensorProto> written = learned.forPlain(standard.means(), standard.deviations());
        return outcome.with(columns.kept(behind, written));
    }

    private Lesson.Outcome penalized(Graph changed, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        if (validation.classes().length < FEW) {
            Lesson usual = penalized(USUAL);
            // What it is tested and calibrated with has not been learned from; what is kept has learned from all.
            Lesson.Outcome proof = learn(usual, changed, training, validation);
            return proof.with(learn(usual, changed, new Together(training, validation), validation)
                    .weights());
        }
        Lesson.Outcome best = learn(penalized(PENALTIES.get(0)), changed, training, validation);
        for (double penalty : PENALTIES.subList(1, PENALTIES.size())) {
            Lesson.Outcome other = learn(penalized(penalty), changed, training, validation);
            best = other.result().isClearlyBetter(best.result(), validation.classes()) ? other : best;
        }
        return best;
    }

    private Lesson penalized(double penalty) {
        return lesson.with(Recipe.ofHead(settings, penalty));
    }

    private Lesson.Outcome learn(Lesson taken, Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        return taken.run(columns.of(behind), Weights.of(behind), training, validation);
    }

    /** Teaches on the features as they are. */
    Lesson.Outcome plain(Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        Lesson.Outcome outcome = learn(lesson, behind, training, validation);
        return outcome.with(columns.kept(behind, outcome.weights()));
    }
}
