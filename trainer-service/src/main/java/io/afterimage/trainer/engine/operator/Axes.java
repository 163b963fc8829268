package io.afterimage.trainer.engine.operator;

import java.util.stream.LongStream;

/** Counts dimensions as ONNX does: negative ones from the end. */
final class Axes {
    private Axes() {}

    static int of(long axis, long rank) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= Math.max(1, rank)) {
            throw new IllegalArgumentException("axis " + axis + " of " + rank + " dimensions");
        }
        return (int) counted;
    }

    static long[] of(long[] axes, long rank) {
        return LongStream.of(axes).map(axis -> of(axis, rank)).toArray();
    }

    static long[] all(long rank) {
        return LongStream.range(0, rank).toArray();
    }

    static long product(long[] shape, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }
}
