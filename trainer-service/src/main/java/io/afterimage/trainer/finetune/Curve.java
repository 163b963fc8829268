package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.util.List;

/**
 * How one stage of a training went.
 *
 * @param rate the highest learning rate; 0 where all examples were learned from at once
 * @param penalty on large weights, where all examples were learned from at once; otherwise 0
 * @param best the epoch, or the penalty, that was kept, from 0
 * @param kept whether the stage made it into the candidate
 * @param epochs all that were run, or one for each penalty that was tried, from the strongest
 */
public record Curve(Stage stage, double rate, double penalty, int best, boolean kept, List<Fit.Epoch> epochs) {
    public Curve {
        epochs = List.copyOf(epochs);
    }
}
