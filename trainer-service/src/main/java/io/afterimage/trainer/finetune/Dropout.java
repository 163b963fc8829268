package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Drops a share of what enters the graph, and scales up the rest (Srivastava et al., Dropout). */
final class Dropout implements Examples {
    private final Examples examples;
    private final double share;
    private final Random random;

    Dropout(Examples examples, double share, long seed) {
        this.examples = examples;
        this.share = share;
        this.random = new Random(seed);
    }

    @Override
    public int[] classes() {
        return examples.classes();
    }

    @Override
    public Batch batch(List<Integer> chosen, int epoch) throws IOException {
        Batch batch = examples.batch(chosen, epoch);
        float scale = (float) (1 / (1 - share));
        float[] values = batch.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() < share ? 0 : values[i] * scale;
        }
        return batch;
    }
}
