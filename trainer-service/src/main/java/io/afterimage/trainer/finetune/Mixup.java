package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Mixes each example of a batch with another one of it (Zhang et al., mixup: Beyond Empirical Risk Minimization). */
final class Mixup implements Examples {
    private static final int TRIES = 1000;

    private final Examples examples;
    private final double strength;
    private final Random random;

    /** @param strength both parameters of the beta distribution that the shares are drawn from, above 0 */
    Mixup(Examples examples, double strength, long seed) {
        this.examples = examples;
        this.strength = strength;
        this.random = new Random(seed);
    }

    @Override
    public int[] classes() {
        return examples.classes();
    }

    @Override
    public Batch batch(List<Integer> chosen, int epoch) throws IOException {
        Batch batch = examples.batch(chosen, epoch);
        int count = batch.classes().length;
        float share = (float) share();
        int size = batch.values().length / count;
        float[] mixed = new float[batch.values().length];
        int[] others = new int[count];
        for (int i = 0; i < count; i++) {
            // Its neighbour: the batch is in random order already.
            int other = (i + 1) % count;
            others[i] = batch.classes()[other];
            for (int j = 0; j < size; j++) {
                mixed[i * size + j] =
                        share * batch.values()[i * size + j] + (1 - share) * batch.values()[other * size + j];
            }
        }
        return new Batch(mixed, batch.shape(), batch.classes(), others, share);
    }

    /** By rejection (Jöhnk, for parameters that are alike), which takes few tries where the parameter is small. */
    private double share() {
        for (int i = 0; i < TRIES; i++) {
            double one = Math.pow(random.nextDouble(), 1 / strength);
            double other = Math.pow(random.nextDouble(), 1 / strength);
            if (one + other > 0 && one + other <= 1) {
                return one / (one + other);
            }
        }
        return .5;
    }
}
