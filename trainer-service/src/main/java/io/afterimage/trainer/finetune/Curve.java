package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.util.List;

/**
 * How one stage of a training went.
 *
 * @param rate the highest learning rate
 * @param best the epoch that was kept, from 0
 * @param kept whether the stage made it into the candidate
 * @param epochs all that were run
 */
public record Curve(Stage stage, double rate, int best, boolean kept, List<Fit.Epoch> epochs) {
    public Curve {
        epochs = List.copyOf(epochs);
    }
}
