package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.finetune.Preset.Choice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned, as a package.
 *
 * @param model that it was learned with
 * @param learned its whole graph with other weights
 * @param parent version that it descends from; empty for none
 */
record Candidate(TrainableModel model, Graph learned, String parent) {
    /** Writes the file with the temperature that was found, which replaces the one before, and says how it came to be. */
    Tuned seal(Selection selection, Choice choice, Lesson.Outcome best, List<Curve> curves, Stopwatch time)
            throws UntrainableModelException, ModelRejectedException {
        double temperature = best.result().temperature();
        TensorProto constant = Constants.of(
                model.description().tensors().temperature(), List.of(1L), new float[] {(float) temperature});
        byte[] file = model.write(learned.with(List.of(constant)), selection.labels(), parent);
        int[] validation =
                selection.validation().stream().mapToInt(Example::column).toArray();
        time.spent("sealing");
        return new Tuned(
                file,
                new Tuned.Report(
                        choice.preset(),
                        choice.why(),
                        selection.labels(),
                        counts(selection, selection.training()),
                        counts(selection, selection.validation()),
                        selection.leftOut(),
                        curves,
                        Scores.of(best.result().logits(), validation, temperature),
                        temperature,
                        time.seconds()));
    }

    private static Map<String, Integer> counts(Selection selection, List<Example> examples) {
        Map<String, Integer> counts = new TreeMap<>();
        examples.forEach(example -> counts.merge(selection.learned().get(example.column()), 1, Integer::sum));
        return counts;
    }
}
