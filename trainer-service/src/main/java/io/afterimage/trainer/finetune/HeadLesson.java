package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.Optional;

/**
 * Teaches a head in the form in which it learns best: on features of mean 0 and deviation 1, averaged over the image before rather
 * than after the head where that gives the same. What was learned is then written as the weights of the head as it was.
 *
 * @param copies of each training example
 */
record HeadLesson(Lesson lesson, Columns columns, int copies) {
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
        Lesson.Outcome outcome = plain(changed, standard.of(shown), standard.of(held));
        Lesson.Outcome plain = written(outcome, changed, standard);
        return plain.with(columns.kept(behind, plain.weights()));
    }

    private Lesson.Outcome written(Lesson.Outcome outcome, Graph changed, Standard standard)
            throws UntrainableModelException {
        HeadLayer learned =
                HeadLayer.of(changed.with(outcome.weights()), columns.names()).orElseThrow();
        return outcome.with(learned.forPlain(standard.means(), standard.deviations()));
    }

    /** Teaches on the features as they are. */
    Lesson.Outcome plain(Graph behind, Examples training, Examples validation)
            throws UntrainableModelException, IOException, TuneFailedException {
        Lesson.Outcome outcome = lesson.run(columns.of(behind), Weights.of(behind), training, validation);
        return outcome.with(columns.kept(behind, outcome.weights()));
    }
}
