package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Fit;
import java.util.List;
import java.util.Objects;

/**
 * How one stage of a training goes.
 *
 * @param batch most examples in one step
 * @param epochs most of them
 * @param leastSteps that all epochs make together: where a handful of examples would make fewer, there are more epochs; 0 to
 *     keep to the number of epochs
 * @param patience epochs without a better validation loss after which it ends
 * @param rate highest learning rate; 0 to search for one
 * @param decay of the weights at each step, as AdamW takes it
 * @param labelSmoothing share of each label that is spread over all classes
 * @param dropout share of what enters that is dropped
 * @param mixup parameter of the beta distribution; 0 for none
 * @param copies varied ones of each image
 */
record Recipe(
        int batch,
        int epochs,
        int leastSteps,
        int patience,
        double rate,
        double decay,
        double labelSmoothing,
        double dropout,
        double mixup,
        int copies) {
    /** How many of the parent's blocks learn, unless told otherwise. */
    static final int BLOCKS = 3;

    private static final double DECAY = .01;
    private static final int COPIES = 2;
    private static final int BLOCK_COPIES = 6;
    private static final int MOST_VARIED = 6000;
    private static final int LEAST_STEPS = 300;

    private static final int MOST_EPOCHS = 300;

    /** The only stage, or the first. */
    static Recipe of(Preset preset, Settings settings) {
        Recipe usual =
                switch (preset) {
                    case SOFTMAX -> new Recipe(32, 30, LEAST_STEPS, 5, 3e-5, DECAY, 0, 0, 0, 0);
                    case MLP -> new Recipe(32, 40, LEAST_STEPS, 6, 1e-4, DECAY, .05, 0, 0, 1);
                    // Patient, as the loss falls most where the rate comes to its end.
                    case CNN -> new Recipe(32, 60, LEAST_STEPS, 30, 2e-3, .05, .05, 0, 0, 1);
                    case RESNET18 -> new Recipe(32, 60, LEAST_STEPS, 30, 1e-3, .05, .05, 0, 0, 1);
                    default -> new Recipe(32, 40, LEAST_STEPS, 8, 1e-3, DECAY, .05, 0, 0, 0);
                };
        return usual.with(settings, usual.copies);
    }

    /** The head of a parent. Varied copies help where examples are few; of many they would only take long. */
    static Recipe ofHead(Settings settings, int examples) {
        int usual = Math.min(COPIES, MOST_VARIED / Math.max(1, examples));
        int copies = Objects.requireNonNullElse(settings.copies(), usual);
        return of(Preset.HEAD, settings).with(settings, copies);
    }

    /** The stage in which the last blocks learn: they have many weights, and so see more copies, and mixed ones. */
    static Recipe ofBlocks(Settings settings) {
        return new Recipe(32, 16, LEAST_STEPS, 6, 1e-3, DECAY, .05, 0, .3, BLOCK_COPIES).with(settings, BLOCK_COPIES);
    }

    private Recipe with(Settings settings, int usualCopies) {
        boolean augment = Objects.requireNonNullElse(settings.augment(), usualCopies > 0);
        return new Recipe(
                batch,
                Objects.requireNonNullElse(settings.epochs(), epochs),
                settings.epochs() == null ? leastSteps : 0,
                patience,
                Objects.requireNonNullElse(settings.rate(), rate),
                decay,
                Objects.requireNonNullElse(settings.labelSmoothing(), labelSmoothing),
                Objects.requireNonNullElse(settings.dropout(), dropout),
                Objects.requireNonNullElse(settings.mixup(), mixup),
                augment ? Objects.requireNonNullElse(settings.copies(), usualCopies > 0 ? usualCopies : COPIES) : 0);
    }

    /** For so many training examples, at a rate that is known. */
    Fit fit(int examples, double knownRate, List<Float> classWeights, long seed) {
        int steps = (examples + batch - 1) / batch;
        int factor = Math.max(1, Math.min(MOST_EPOCHS / epochs, leastSteps / (steps * epochs)));
        return new Fit(batch, epochs * factor, patience * factor, knownRate, decay, labelSmoothing, classWeights, seed);
    }
}
