package io.afterimage.trainer.engine.train;

import java.util.Arrays;

/**
 * Examples that are learned from together. The arrays must not change meanwhile.
 *
 * @param values what enters the graph, row by row
 * @param shape its dimensions, of which the first counts the examples
 * @param classes of the examples, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Batch(float[] values, long[] shape, int[] classes) {
    public Batch {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (shape.length == 0 || shape[0] != classes.length || classes.length == 0 || count != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values and " + classes.length + " classes for " + Arrays.toString(shape));
        }
    }
}
