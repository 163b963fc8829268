package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Features;

/**
 * What brings features to mean 0 and deviation 1, so that one penalty suits all networks.
 *
 * @param means one a feature
 * @param deviations one a feature; those of features that hardly vary are raised, or they would outweigh all others
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Standard(float[] means, float[] deviations) {
    private static final double LEAST_SHARE = .1;

    /** Measures examples, each [F, ...], of which the last dimensions are places. */
    static Standard of(Features examples) {
        int features = (int) examples.shape()[0];
        double[] sums = new double[features];
        double[] squares = new double[features];
        float[] values = examples.values();
        int places = places(examples);
        for (int from = 0, f = 0; from < values.length; from += places, f = (f + 1) % features) {
            for (int i = from; i < from + places; i++) {
                sums[f] += values[i];
                squares[f] += (double) values[i] * values[i];
            }
        }
        return of(sums, squares, values.length / features);
    }

    private static int places(Features examples) {
        return examples.values().length / examples.classes().length / (int) examples.shape()[0];
    }

    private static Standard of(double[] sums, double[] squares, int count) {
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

    /** Makes the features of examples standard, where they are. */
    void apply(Features examples) {
        float[] values = examples.values();
        int places = places(examples);
        for (int from = 0, f = 0; from < values.length; from += places, f = (f + 1) % means.length) {
            for (int i = from; i < from + places; i++) {
                values[i] = (values[i] - means[f]) / deviations[f];
            }
        }
    }
}
