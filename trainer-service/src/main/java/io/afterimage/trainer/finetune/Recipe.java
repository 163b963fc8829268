package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Fit;
import java.util.List;
import java.util.Objects;

/**
 * How one stage of a training goes.
 *
 * @param batch most examples in one step
 * @param epochs most of them
 * @param patience epochs without a better validation loss after which it ends; 0 for none
 * @param rate highest learning rate; 0 to search for one
 * @param decay of the weights at each step, as AdamW takes it
 * @param penalty on the squares of the weights, in place of the decay where it is above 0
 * @param labelSmoothing share of each label that is spread over all classes
 * @param dropout share of what enters that is dropped
 * @param mixup parameter of the beta distribution; 0 for none
 * @param copies varied ones of each image
 */
record Recipe(
        int batch,
        int epochs,
        int patience,
        double rate,
        double decay,
        double penalty,
        double labelSmoothing,
        double dropout,
        double mixup,
        int copies) {
    /** How many of the parent's blocks learn, unless told otherwise. */
    static final int BLOCKS = 1;

    private static final double DECAY = .01;
    /** A handful of examples makes few steps an epoch, so there must be more epochs. */
    private static final int LEAST_STEPS = 300;

    private static final int MOST_EPOCHS = 300;

    /** The only stage, or the first. */
    static Recipe of(Preset preset, Settings settings) {
        Recipe usual =
                switch (preset) {
                    case SOFTMAX -> new Recipe(32, 30, 5, 3e-5, DECAY, 0, 0, 0, 0, 0);
                    case MLP -> new Recipe(32, 40, 6, 1e-4, DECAY, 0, .05, 0, 0, 0);
                    // Patient, as the loss falls most where the rate comes to its end.
                    case CNN -> new Recipe(32, 60, 30, 2e-3, .05, 0, .05, 0, 0, 1);
                    default -> new Recipe(32, 40, 8, 1e-3, DECAY, 0, .05, 0, 0, 0);
                };
        return usual.with(settings, usual.copies);
    }

    /** A head on standard features: the penalty makes one optimum, so it is run to the end. */
    static Recipe ofHead(Settings settings, double penalty) {
        return new Recipe(256, 25, 0, 1e-2, 0, penalty, 0, 0, 0, 0).with(settings, 0);
    }

    /** The stage in which the last blocks learn. */
    static Recipe ofBlocks(Settings settings) {
        return new Recipe(32, 8, 2, 1e-4, DECAY, 0, .05, 0, 0, 2).with(settings, 2);
    }

    private Recipe with(Settings settings, int usualCopies) {
        boolean augment = Objects.requireNonNullElse(settings.augment(), usualCopies > 0);
        return new Recipe(
                batch,
                Objects.requireNonNullElse(settings.epochs(), epochs),
                patience,
                Objects.requireNonNullElse(settings.rate(), rate),
                decay,
                penalty,
                Objects.requireNonNullElse(settings.labelSmoothing(), labelSmoothing),
                Objects.requireNonNullElse(settings.dropout(), dropout),
                Objects.requireNonNullElse(settings.mixup(), mixup),
                augment ? Objects.requireNonNullElse(settings.copies(), Math.max(2, usualCopies)) : 0);
    }

    /** For so many training examples, at a rate that is known. */
    Fit fit(int examples, double knownRate, List<Float> classWeights, long seed) {
        int steps = (examples + batch - 1) / batch;
        int factor = Math.max(1, Math.min(MOST_EPOCHS / epochs, LEAST_STEPS / (steps * epochs)));
        return new Fit(
                batch,
                epochs * factor,
                patience * factor,
                knownRate,
                penalty > 0 ? 0 : decay,
                penalty,
                labelSmoothing,
                classWeights,
                seed);
    }
}
