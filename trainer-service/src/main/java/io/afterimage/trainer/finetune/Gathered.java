package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import io.afterimage.trainer.engine.train.Features;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All examples at once, with all their copies.
 *
 * @param copies of each example, at least 1
 */
record Gathered(Examples examples, int copies) {
    private static final int PART = 64;
    private static final long MOST_BYTES = 128L << 20;

    /** Whether there is room in memory. */
    boolean fits() throws IOException {
        return bytes() <= MOST_BYTES;
    }

    long bytes() throws IOException {
        return (long) Float.BYTES * one().values().length * examples.classes().length * copies;
    }

    private Batch one() throws IOException {
        return examples.batch(List.of(0), 0);
    }

    /** Reads all, copy by copy. */
    Features read() throws IOException {
        Batch one = one();
        int count = examples.classes().length;
        float[] values = new float[Math.multiplyExact(one.values().length, count * copies)];
        int[] classes = new int[count * copies];
        int at = 0;
        for (int copy = 0; copy < copies; copy++) {
            for (int from = 0; from < count; from += PART) {
                List<Integer> chosen = IntStream.range(from, Math.min(count, from + PART))
                        .boxed()
                        .toList();
                Batch part = examples.batch(chosen, copy);
                System.arraycopy(part.values(), 0, values, at * one.values().length, part.values().length);
                System.arraycopy(part.classes(), 0, classes, at, chosen.size());
                at += chosen.size();
            }
        }
        return new Features(values, Arrays.copyOfRange(one.shape(), 1, one.shape().length), classes);
    }
}
