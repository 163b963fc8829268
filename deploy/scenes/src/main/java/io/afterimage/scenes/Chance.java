package io.afterimage.scenes;

import java.awt.Color;
import java.util.SplittableRandom;

/** Draws for pictures, the same for the same seed. For one thread. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** About normal, with a deviation of 1: the sum of three uniform draws. */
    double bell() {
        long bits = random.nextLong();
        return ((bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF)) / 32768.0 - 3;
    }

    /** A colour with each channel up to so much away from this one's. */
    Color near(Color colour, int away) {
        return new Color(
                limited(colour.getRed() + between(-away, away)),
                limited(colour.getGreen() + between(-away, away)),
                limited(colour.getBlue() + between(-away, away)),
                colour.getAlpha());
    }

    private static int limited(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
