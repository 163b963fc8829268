package io.afterimage.trainer.finetune;

import org.jspecify.annotations.Nullable;

/**
 * How to train. What is null is left to the preset.
 *
 * @param preset from which all else follows
 * @param seed of weights, order, dropout and augmentation: the same gives the same file, bit for bit
 * @param threads that share the work, from 1 to 256
 * @param epochs most times that all examples are seen, from 1 to 10,000
 * @param rate highest learning rate, above 0 to 10; 0 to search for one
 * @param blocks of the parent that learn with {@link Preset#FINETUNE}, 1 to 3
 * @param augment whether images are varied
 * @param copies of each image that are varied and kept on disk, 0 to 32, where a frozen part comes first
 * @param mixup strength of mixing two images into one, 0 to 10: the parameter of the beta distribution
 * @param dropout share of what enters the head that is dropped, from 0 to below 1
 * @param labelSmoothing share of each label that is spread over all classes, from 0 to below 1
 * @param side of the images in pixels where a network is trained from scratch, 16 to 256
 */
public record Settings(
        Preset preset,
        long seed,
        int threads,
        @Nullable Integer epochs,
        @Nullable Double rate,
        @Nullable Integer blocks,
        @Nullable Boolean augment,
        @Nullable Integer copies,
        @Nullable Double mixup,
        @Nullable Double dropout,
        @Nullable Double labelSmoothing,
        @Nullable Integer side) {

    public Settings {
        require("threads", threads, 1, 256);
        require("epochs", epochs, 1, 10_000);
        require("rate", rate, 0, 10);
        require("blocks", blocks, 1, 3);
        require("copies", copies, 0, 32);
        require("mixup", mixup, 0, 10);
        require("dropout", dropout, 0, .99);
        require("label smoothing", labelSmoothing, 0, .99);
        require("side", side, 16, 256);
    }

    /** All as the preset has it. */
    public static Settings of(Preset preset, long seed, int threads) {
        return new Settings(preset, seed, threads, null, null, null, null, null, null, null, null, null);
    }

    /** Whether a head is asked to learn in a way in which it can only learn step by step. */
    boolean isStepwise() {
        return epochs != null || rate != null || mixup != null || dropout != null;
    }

    private static void require(String name, @Nullable Number value, double least, double most) {
        // Written so that NaN is refused.
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new IllegalArgumentException(
                    "the " + name + " must be from " + number(least) + " to " + number(most) + ", not " + value);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
