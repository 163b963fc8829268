package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Temperature;

/**
 * How well a model does on the validation examples; these were used to choose it, so only the test side tells the truth.
 *
 * @param examples how many
 * @param accuracy share that is right, from 0 to 1
 * @param macroF1 mean over the classes that have examples, from 0 to 1
 * @param loss negative log-likelihood after calibration
 * @param calibrationErrorBefore expected calibration error in 15 bins (Guo et al.), with the temperature at 1
 * @param calibrationErrorAfter with the temperature that was found
 */
public record Scores(
        int examples,
        double accuracy,
        double macroF1,
        double loss,
        double calibrationErrorBefore,
        double calibrationErrorAfter) {
    private static final int BINS = 15;

    /** @param logits row by row */
    static Scores of(float[] logits, int[] classes, double temperature) {
        int width = logits.length / classes.length;
        int[][] confusion = new int[width][width];
        int right = 0;
        for (int i = 0; i < classes.length; i++) {
            int best = best(logits, i, width);
            confusion[classes[i]][best]++;
            right += best == classes[i] ? 1 : 0;
        }
        return new Scores(
                classes.length,
                right / (double) classes.length,
                macroF1(confusion),
                Temperature.loss(logits, classes, temperature),
                calibrationError(logits, classes, 1),
                calibrationError(logits, classes, temperature));
    }

    private static int best(float[] logits, int row, int width) {
        int best = 0;
        for (int c = 1; c < width; c++) {
            best = logits[row * width + c] > logits[row * width + best] ? c : best;
        }
        return best;
    }

    private static double macroF1(int[][] confusion) {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < confusion.length; c++) {
            int support = 0;
            int predicted = 0;
            for (int other = 0; other < confusion.length; other++) {
                support += confusion[c][other];
                predicted += confusion[other][c];
            }
            if (support > 0) {
                present++;
                sum += 2.0 * confusion[c][c] / (support + predicted);
            }
        }
        return sum / present;
    }

    private static double calibrationError(float[] logits, int[] classes, double temperature) {
        int width = logits.length / classes.length;
        double[] sure = new double[BINS];
        double[] right = new double[BINS];
        for (int i = 0; i < classes.length; i++) {
            int best = best(logits, i, width);
            double all = 0;
            for (int c = 0; c < width; c++) {
                all += Math.exp((logits[i * width + c] - logits[i * width + best]) / temperature);
            }
            int bin = Math.min(BINS - 1, (int) (BINS / all));
            sure[bin] += 1 / all;
            right[bin] += best == classes[i] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(sure[bin] - right[bin]) / classes.length;
        }
        return error;
    }
}
