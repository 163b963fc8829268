package io.afterimage.trainer.inside;

import io.afterimage.model.OnnxSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a layer makes of one image: a plane for each channel.
 *
 * @param values plane by plane, each row by row; not to be changed
 */
record Planes(int channels, int height, int width, float[] values) {
    private static final int DIMENSIONS = 4;

    /** A tensor as planes; empty where it is not there, or holds anything but the planes of one image. */
    static Optional<Planes> of(OnnxSession.@Nullable Tensor tensor) {
        if (tensor == null || tensor.shape().length != DIMENSIONS || tensor.shape()[0] != 1) {
            return Optional.empty();
        }
        long[] shape = tensor.shape();
        // The values are there, so that their number fits an int.
        return Optional.of(new Planes((int) shape[1], (int) shape[2], (int) shape[3], tensor.values()));
    }

    /** Whether a plane has more than one value, so that it shows where something is. */
    boolean showPlaces() {
        return height > 1 && width > 1;
    }

    /** A value; what is no number counts as 0. */
    float at(int channel, int y, int x) {
        float value = values[(channel * height + y) * width + x];
        return Float.isFinite(value) ? value : 0;
    }

    /** The sum of all planes, each times its weight. */
    Planes weighted(float[] weights) {
        float[] sums = new float[height * width];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += weights[channel] * at(channel, i / width, i % width);
            }
        }
        return new Planes(1, height, width, sums);
    }

    /** The greatest value of a plane, but at least 0. */
    float most(int channel) {
        float most = 0;
        for (int i = 0; i < height * width; i++) {
            most = Math.max(most, at(channel, i / width, i % width));
        }
        return most;
    }
}
