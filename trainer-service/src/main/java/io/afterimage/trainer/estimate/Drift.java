package io.afterimage.trainer.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How far the images that a version sees now are from those that it saw first, by their embeddings: the maximum mean
 * discrepancy with a Gaussian kernel as wide as the median distance (Gretton, Borgwardt, Rasch, Schölkopf and Smola, A
 * kernel two-sample test, JMLR 13, 2012; the biased estimate). Pure.
 *
 * @param value from 0, for images that are alike, to the square root of 2
 * @param threshold what chance alone stays below with 99% certainty: the same images, divided anew at random 500 times
 */
public record Drift(double value, double threshold) {
    /** Of either side; with fewer, chance alone reaches far. */
    static final int FEWEST = 30;

    private static final int DIVISIONS = 500;
    private static final double CERTAINTY = 0.99;
    private static final long SEED = 1;
    /** What rounding leaves of images that are the same. */
    private static final double NOTHING = 1e-12;

    /** Whether it is more than chance. */
    public boolean alert() {
        return value > threshold;
    }

    /** Compares; empty where there are fewer than {@value #FEWEST} of either. The same images give the same answer. */
    static Optional<Drift> between(List<float[]> first, List<float[]> now) {
        if (Math.min(first.size(), now.size()) < FEWEST) {
            return Optional.empty();
        }
        List<float[]> all = new ArrayList<>(first);
        all.addAll(now);
        double[][] kernel = kernel(all);
        double[] weights = new double[all.size()];
        Arrays.fill(weights, 0, first.size(), 1.0 / first.size());
        Arrays.fill(weights, first.size(), all.size(), -1.0 / now.size());
        return Optional.of(new Drift(discrepancy(kernel, weights), chance(kernel, weights)));
    }

    private static double chance(double[][] kernel, double[] weights) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] divided = weights.clone();
        double[] values = new double[DIVISIONS];
        for (int i = 0; i < DIVISIONS; i++) {
            shuffle(divided, random);
            values[i] = discrepancy(kernel, divided);
        }
        Arrays.sort(values);
        return values[(int) Math.ceil(CERTAINTY * DIVISIONS) - 1];
    }

    private static void shuffle(double[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double moved = values[i];
            values[i] = values[other];
            values[other] = moved;
        }
    }

    /** The length of the weighted sum in the kernel's space, where each point has length 1. */
    private static double discrepancy(double[][] kernel, double[] weights) {
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double others = 0;
            for (int j = 0; j < i; j++) {
                others += kernel[i][j] * weights[j];
            }
            square += weights[i] * (weights[i] + 2 * others);
        }
        return square < NOTHING ? 0 : Math.sqrt(square);
    }

    /** Of each point with those before it. */
    private static double[][] kernel(List<float[]> points) {
        double[][] kernel = new double[points.size()][];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = new double[i];
            for (int j = 0; j < i; j++) {
                kernel[i][j] = squaredDistance(points.get(i), points.get(j));
            }
        }
        double median = median(kernel);
        for (double[] row : kernel) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.exp(-row[j] / (2 * median));
            }
        }
        return kernel;
    }

    /** Of all values; 1 where most points are the same. */
    private static double median(double[][] rows) {
        double[] values =
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).sorted().toArray();
        double median = values[values.length / 2];
        return median > 0 ? median : 1;
    }

    private static double squaredDistance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
