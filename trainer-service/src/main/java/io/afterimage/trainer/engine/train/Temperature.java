package io.afterimage.trainer.engine.train;

import java.util.List;

/**
 * The temperature by which logits are divided so that probabilities are honest: the one of least negative log-likelihood on
 * examples that were not learned from (Guo et al., On Calibration of Modern Neural Networks). Pure.
 */
public final class Temperature {
    /** A temperature is from 1/20 to 20: past that the examples are too few to tell. */
    private static final double FARTHEST = Math.log(20);

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 60;
    /** As if so many examples more spoke for leaving the logits as they are: a handful must not decide how sure a model is. */
    private static final double DOUBT = 5;

    private Temperature() {}

    /**
     * Finds it by golden-section search over its logarithm; the likelihood, and what doubts it, have one peak in 1/temperature.
     *
     * @param logits row by row, before any temperature
     * @param classes of the examples, from 0; at least one
     * @return from 1/20 to 20
     */
    public static double of(float[] logits, int[] classes) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (doubted(logits, classes, Math.exp(left)) < doubted(logits, classes, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double doubted(float[] logits, int[] classes, double temperature) {
        double change = 1 / temperature - 1;
        return loss(logits, classes, temperature) + DOUBT * change * change / classes.length;
    }

    /** The mean negative log-likelihood at a temperature. */
    public static double loss(float[] logits, int[] classes, double temperature) {
        double sum = 0;
        for (double loss : losses(logits, classes, temperature)) {
            sum += loss;
        }
        return sum / classes.length;
    }

    /** The mean at temperature 1, weighted by class; all weigh the same where no weights are given. */
    public static double loss(float[] logits, int[] classes, List<Float> weights) {
        double[] losses = losses(logits, classes, 1);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < losses.length; i++) {
            double weight = weights.isEmpty() ? 1 : weights.get(classes[i]);
            sum += weight * losses[i];
            total += weight;
        }
        return sum / total;
    }

    /** Of each example at a temperature. */
    static double[] losses(float[] logits, int[] classes, double temperature) {
        int width = logits.length / classes.length;
        double[] losses = new double[classes.length];
        for (int i = 0; i < classes.length; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < width; c++) {
                largest = Math.max(largest, logits[i * width + c]);
            }
            double all = 0;
            for (int c = 0; c < width; c++) {
                all += Math.exp((logits[i * width + c] - largest) / temperature);
            }
            losses[i] = Math.log(all) - (logits[i * width + classes[i]] - largest) / temperature;
        }
        return losses;
    }
}
