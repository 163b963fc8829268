package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Shows some examples more than once an epoch. */
final class Oversampled implements Examples {
    private final Examples examples;
    private final int[] positions;
    private final int[] classes;

    /** @param positions of the examples to show */
    Oversampled(Examples examples, int... positions) {
        this.examples = examples;
        this.positions = positions.clone();
        this.classes = Arrays.stream(positions).map(i -> examples.classes()[i]).toArray();
    }

    @Override
    public int[] classes() {
        return classes;
    }

    @Override
    public Batch batch(List<Integer> chosen, int epoch) throws IOException {
        return examples.batch(chosen.stream().map(i -> positions[i]).toList(), epoch);
    }
}
