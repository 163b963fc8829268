package io.afterimage.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The scores that a package gave at publication on an image that is computed, so that whoever loads it can compare.
 *
 * @param top the classes with the highest probabilities, best first, at most {@value #LARGEST}
 */
public record Probe(List<Score> top) {
    static final int LARGEST = 100;
    /** Largest difference of a probability between machines, and of their sum to 1. */
    public static final double TOLERANCE = 1e-3;

    /**
     * One class's probability.
     *
     * @param label position in the list of labels
     * @param probability 0 to 1
     */
    public record Score(int label, double probability) {}

    public Probe {
        top = List.copyOf(top);
    }

    /** The best classes of one row of probabilities; of equal ones the first. */
    public static Probe of(float[] probabilities) {
        List<Score> scores = new ArrayList<>();
        for (int label = 0; label < probabilities.length; label++) {
            scores.add(new Score(label, probabilities[label]));
        }
        scores.sort(Comparator.comparingDouble(Score::probability).reversed().thenComparingInt(Score::label));
        return new Probe(scores.subList(0, Math.min(LARGEST, scores.size())));
    }

    /** Says how a row of probabilities differs from this by more than a tolerance, or is none; empty if it agrees. */
    String difference(float[] probabilities, double tolerance) {
        double sum = 0;
        for (float probability : probabilities) {
            sum += probability;
        }
        // Written so that NaN differs too.
        if (!(Math.abs(sum - 1) <= tolerance)) {
            return "probabilities sum to " + sum + " instead of 1";
        }
        for (Score score : top) {
            float now = probabilities[score.label];
            if (!(Math.abs(now - score.probability) <= tolerance)) {
                return "class " + score.label + " scores " + now + " instead of " + score.probability;
            }
        }
        return "";
    }

    /**
     * A smooth colour pattern, in integers so that every machine computes the same. With {@code t(a) = 255 - |a mod 510 -
     * 255|} (a triangle between 0 and 255), {@code u = 1020 x / width}, {@code v = 1020 y / height} (rounded down) and
     * {@code p = 190 variant}, channel c of the pixel (x, y) is {@code (2 t(u + (c + 1) v + 85 c + p) + t(2 u + 1530 - v +
     * 170 c + p)) / 3}, rounded down.
     *
     * @param variant 0 for the probe image; others give other images
     * @return direct, uint8 [height, width, 3]
     */
    public static ByteBuffer pixels(InputGeometry geometry, int variant) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(geometry.bytes());
        for (int y = 0; y < geometry.height(); y++) {
            int v = 1020 * y / geometry.height();
            for (int x = 0; x < geometry.width(); x++) {
                int u = 1020 * x / geometry.width();
                for (int c = 0; c < 3; c++) {
                    int phase = 190 * variant;
                    int slow = triangle(u + (c + 1) * v + 85 * c + phase);
                    int fast = triangle(2 * u + 1530 - v + 170 * c + phase);
                    pixels.put((byte) ((2 * slow + fast) / 3));
                }
            }
        }
        return pixels.flip();
    }

    private static int triangle(int a) {
        return 255 - Math.abs(Math.floorMod(a, 510) - 255);
    }
}
