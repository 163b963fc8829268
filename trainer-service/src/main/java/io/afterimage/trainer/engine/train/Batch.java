package io.afterimage.trainer.engine.train;

import java.util.Arrays;

/**
 * Examples that are learned from together. The arrays must not change meanwhile.
 *
 * @param values what enters the graph, row by row
 * @param shape its dimensions, of which the first counts the examples
 * @param classes of the examples, from 0
 * @param others second classes of the examples, where two are mixed into one
 * @param share of the first classes, from 0 to 1: the rest is that of the second
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Batch(float[] values, long[] shape, int[] classes, int[] others, double share) {
    public Batch {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (shape.length == 0 || shape[0] != classes.length || classes.length == 0 || count != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values and " + classes.length + " classes for " + Arrays.toString(shape));
        }
        if (others.length != classes.length || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(others.length + " second classes, of which each is 1 - " + share);
        }
    }

    /** Examples of one class each. */
    public Batch(float[] values, long[] shape, int[] classes) {
        this(values, shape, classes, classes, 1);
    }
}
