package io.afterimage.scenes;

/**
 * What a scene is seen by. By day it is nearly the same everywhere; at night there is the beam of headlights, other lamps
 * that dazzle, and little else. For one thread.
 */
final class Light {
    private static final int LAMPS = 3;

    private final double ambient;
    private final double[] tint;
    private final double beam;
    private final double beamX;
    private final double beamY;
    private final double spread;
    private final double[][] lamps;

    /** @param night from 0, day, to 1 */
    Light(Pose pose, double night, int width, int height, Chance chance) {
        double day = chance.between(.75, 1.12);
        ambient = (1 - night) * day + night * chance.between(.05, .14);
        double warm = chance.between(-.06, .06) + night * chance.between(0.0, .22);
        tint = new double[] {1 + warm, 1 - .35 * Math.abs(warm), 1 - 1.3 * warm};
        beam = night * chance.between(.18, .75);
        beamX = pose.x() + pose.radius() * chance.between(-1.1, 1.1);
        beamY = pose.y() + pose.radius() * chance.between(-.9, 1.1);
        spread = pose.radius() * chance.between(.8, 1.7);
        lamps = new double[night > 0 ? chance.between(0, LAMPS) : 0][];
        for (int i = 0; i < lamps.length; i++) {
            lamps[i] = new double[] {
                chance.between(0.0, 1.0) * width, chance.between(0.0, 1.0) * height, chance.between(3.0, 11.0)
            };
        }
    }

    /** How much of a pixel's colour is seen. */
    double at(int x, int y) {
        return beam == 0 ? ambient : ambient + beam * fall(x - beamX, y - beamY, spread);
    }

    /** What lamps add to a pixel, from 0 to 255 and beyond. */
    double glare(int x, int y) {
        double glare = 0;
        for (double[] lamp : lamps) {
            glare += 330 * fall(x - lamp[0], y - lamp[1], lamp[2]);
        }
        return glare;
    }

    /** What a channel is multiplied by: the colour of the light. */
    double tint(int channel) {
        return tint[channel];
    }

    /** From 1 in the middle to 0; cheaper than a bell curve, and about like one. */
    private static double fall(double x, double y, double spread) {
        double square = (x * x + y * y) / (spread * spread);
        double once = 1 / (1 + square);
        return once * once;
    }
}
