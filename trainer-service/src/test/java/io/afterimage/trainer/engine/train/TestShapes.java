package io.afterimage.trainer.engine.train;

import java.util.Random;

/** Pictures of discs, squares and crosses, of any colour, size and place, on a noisy ground: {@code class 0}, 1 and 2. */
final class TestShapes {
    static final int SIDE = 24;
    static final int CLASSES = 3;

    private TestShapes() {}

    /** So many pictures, float32 [N, 3, 24, 24] around 0, the classes in turn. */
    static Batch batch(int count, Random random) {
        float[] values = new float[count * 3 * SIDE * SIDE];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            classes[i] = i % CLASSES;
            draw(values, i, classes[i], random);
        }
        return new Batch(values, new long[] {count, 3, SIDE, SIDE}, classes);
    }

    private static void draw(float[] values, int image, int shape, Random random) {
        double radius = 4 + 4 * random.nextDouble();
        double x = radius + (SIDE - 2 * radius) * random.nextDouble();
        double y = radius + (SIDE - 2 * radius) * random.nextDouble();
        for (int c = 0; c < 3; c++) {
            double ground = random.nextDouble() - .5;
            double ink = ground + (random.nextBoolean() ? 1 : -1) * (.5 + .5 * random.nextDouble());
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    boolean inside = isInside(shape, (column - x) / radius, (row - y) / radius);
                    double noise = .1 * random.nextGaussian();
                    values[((image * 3 + c) * SIDE + row) * SIDE + column] = (float) ((inside ? ink : ground) + noise);
                }
            }
        }
    }

    private static boolean isInside(int shape, double x, double y) {
        return switch (shape) {
            case 0 -> x * x + y * y < 1;
            case 1 -> Math.max(Math.abs(x), Math.abs(y)) < .85;
            default -> Math.min(Math.abs(x), Math.abs(y)) < .3 && Math.max(Math.abs(x), Math.abs(y)) < 1;
        };
    }

    /** The share of pictures whose largest logit is that of their class. */
    static double accuracy(float[] logits, int[] classes) {
        int right = 0;
        for (int i = 0; i < classes.length; i++) {
            int best = 0;
            for (int c = 1; c < CLASSES; c++) {
                best = logits[i * CLASSES + c] > logits[i * CLASSES + best] ? c : best;
            }
            right += best == classes[i] ? 1 : 0;
        }
        return right / (double) classes.length;
    }
}
