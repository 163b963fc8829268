package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What brings features to mean 0 and deviation 1, so that one learning rate suits all networks.
 *
 * @param means one a feature
 * @param deviations one a feature; those of features that hardly vary are raised, or they would outweigh all others
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Standard(float[] means, float[] deviations) {
    private static final int PART = 64;
    private static final double LEAST_SHARE = .1;

    /** Measures examples, each [F, ...], of which the last dimensions are places. */
    static Standard of(Examples examples, int features) throws IOException {
        double[] sums = new double[features];
        double[] squares = new double[features];
        long count = 0;
        int all = examples.classes().length;
        for (int from = 0; from < all; from += PART) {
            int to = Math.min(all, from + PART);
            float[] values = examples.batch(IntStream.range(from, to).boxed().toList(), 0)
                    .values();
            int places = values.length / (to - from) / features;
            for (int i = 0; i < values.length; i++) {
                int feature = i / places % features;
                sums[feature] += values[i];
                squares[feature] += (double) values[i] * values[i];
            }
            count += (long) places * (to - from);
        }
        return of(sums, squares, count);
    }

    private static Standard of(double[] sums, double[] squares, long count) {
        float[] means = new float[sums.length];
        double[] variances = new double[sums.length];
        double sum = 0;
        for (int f = 0; f < sums.length; f++) {
            double mean = sums[f] / count;
            means[f] = (float) mean;
            variances[f] = Math.max(0, squares[f] / count - mean * mean);
            sum += variances[f];
        }
        double usual = sum > 0 ? Math.sqrt(sum / sums.length) : 1;
        float[] deviations = new float[sums.length];
        for (int f = 0; f < sums.length; f++) {
            deviations[f] = (float) Math.max(Math.sqrt(variances[f]), LEAST_SHARE * usual);
        }
        return new Standard(means, deviations);
    }

    /** The same examples with standard features. */
    Examples of(Examples examples) {
        return new Examples() {
            @Override
            public int[] classes() {
                return examples.classes();
            }

            @Override
            public Batch batch(List<Integer> chosen, int epoch) throws IOException {
                return standard(examples.batch(chosen, epoch));
            }
        };
    }

    private Batch standard(Batch batch) {
        float[] values = batch.values();
        int places = values.length / batch.classes().length / means.length;
        for (int i = 0; i < values.length; i++) {
            int feature = i / places % means.length;
            values[i] = (values[i] - means[feature]) / deviations[feature];
        }
        return batch;
    }
}
