package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Fit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a training is.
 *
 * @param done images, or epochs
 * @param of how many there are at most
 * @param losses of the last epoch, where there are any
 */
public record Progress(Stage stage, int done, int of, Fit.@Nullable Epoch losses) {
    /** What is being done. */
    public enum Stage {
        /** Images are decoded and brought through the frozen part. */
        FEATURES,
        /** The head learns. */
        HEAD,
        /** The last blocks learn. */
        BLOCKS,
        /** A whole network learns. */
        NETWORK,
        /** Test images are scored. */
        SCORES;

        /** In lower case, for people. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Is told of progress, on the training's own thread. */
    public interface Listener {
        /** What this throws ends the training. */
        void progress(Progress progress);
    }
}
