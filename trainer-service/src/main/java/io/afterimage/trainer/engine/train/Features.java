package io.afterimage.trainer.engine.train;

import java.util.Arrays;
import java.util.List;

/**
 * Examples in memory, as what enters the part of a graph that learns: the activations of the frozen part. The arrays must not
 * change meanwhile.
 *
 * @param values row by row
 * @param shape of one example
 * @param classes of the examples, from 0; at least one
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Features(float[] values, long[] shape, int[] classes) implements Examples {
    public Features {
        if (classes.length == 0 || values.length != (long) classes.length * size(shape)) {
            throw new IllegalArgumentException(
                    values.length + " values for " + classes.length + " examples of " + Arrays.toString(shape));
        }
    }

    @Override
    public Batch batch(List<Integer> examples, int epoch) {
        int size = Math.toIntExact(size(shape));
        float[] chosen = new float[examples.size() * size];
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(values, examples.get(i) * size, chosen, i * size, size);
            labels[i] = classes[examples.get(i)];
        }
        return new Batch(chosen, shape(labels.length), labels);
    }

    /** The shape of so many examples together. */
    long[] shape(int count) {
        long[] whole = new long[shape.length + 1];
        whole[0] = count;
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return whole;
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
