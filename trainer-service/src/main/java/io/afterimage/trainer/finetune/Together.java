package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two sets of examples as one: the second after the first. */
record Together(Examples first, Examples second) implements Examples {
    @Override
    public int[] classes() {
        int[] classes = Arrays.copyOf(first.classes(), first.classes().length + second.classes().length);
        System.arraycopy(second.classes(), 0, classes, first.classes().length, second.classes().length);
        return classes;
    }

    /** Those of the first come first, whatever the order asked for. */
    @Override
    public Batch batch(List<Integer> examples, int epoch) throws IOException {
        int border = first.classes().length;
        List<Integer> ofFirst = new ArrayList<>();
        List<Integer> ofSecond = new ArrayList<>();
        for (int example : examples) {
            (example < border ? ofFirst : ofSecond).add(example < border ? example : example - border);
        }
        if (ofSecond.isEmpty()) {
            return first.batch(ofFirst, epoch);
        }
        Batch other = second.batch(ofSecond, epoch);
        return ofFirst.isEmpty() ? other : joined(first.batch(ofFirst, epoch), other);
    }

    private static Batch joined(Batch one, Batch other) {
        float[] values = Arrays.copyOf(one.values(), one.values().length + other.values().length);
        System.arraycopy(other.values(), 0, values, one.values().length, other.values().length);
        int[] classes = Arrays.copyOf(one.classes(), one.classes().length + other.classes().length);
        System.arraycopy(other.classes(), 0, classes, one.classes().length, other.classes().length);
        long[] shape = one.shape().clone();
        shape[0] = classes.length;
        return new Batch(values, shape, classes);
    }
}
