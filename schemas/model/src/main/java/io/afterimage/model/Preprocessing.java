package io.afterimage.model;

import java.util.List;

/**
 * How 8-bit RGB pixels become the values that the original model takes: {@code (pixel * scale - mean) / std} for each
 * channel. It is part of the package's graph; this is its record for people.
 *
 * @param preset name of the preset it started from, empty for none
 * @param mean one value a channel, in the model's order of channels
 * @param std one value a channel, above 0, in the model's order of channels
 * @param scale what a pixel of 0 to 255 is multiplied by first, above 0
 * @param colour the model's channels
 */
public record Preprocessing(String preset, List<Double> mean, List<Double> std, double scale, Colour colour) {
    /** A model's channels. */
    public enum Colour {
        RGB(3),
        BGR(3),
        /** One channel: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), not rounded. */
        GREY(1);

        private final int channels;

        Colour(int channels) {
            this.channels = channels;
        }

        public int channels() {
            return channels;
        }
    }

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        require(Double.isFinite(scale) && scale > 0, "the scale must be above 0, not " + scale);
        require(mean.stream().allMatch(Double::isFinite), "the mean must be finite, not " + mean);
        require(
                std.stream().allMatch(value -> Double.isFinite(value) && value > 0),
                "the standard deviation must be above 0, not " + std);
        require(
                mean.size() == colour.channels() && std.size() == colour.channels(),
                "mean and standard deviation need " + colour.channels() + " values each, not " + mean.size() + " and "
                        + std.size());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
