package io.afterimage.scenes;

import java.util.List;
import java.util.Optional;

/**
 * What stands between a camera and a sign. Each share is from 0, none of it, to 1, as much as a scene ever has.
 *
 * @param name for people
 * @param night how dark it is: headlights and lamps are then what there is to see by
 * @param rain in the air
 * @param blur of movement
 * @param noise of the sensor
 * @param dirt on the sign
 * @param occlusion by what stands before the sign
 * @param slant of the sign, seen in perspective
 */
public record Condition(
        String name,
        double night,
        double rain,
        double blur,
        double noise,
        double dirt,
        double occlusion,
        double slant) {
    public static final Condition CLEAR = new Condition("clear", 0, 0, .1, .1, .1, .1, .3);
    public static final Condition SLANTED = new Condition("slanted", 0, 0, .1, .1, .1, .1, 1);
    public static final Condition BLURRED = new Condition("blurred", 0, 0, 1, .1, .1, .1, .3);
    public static final Condition NOISY = new Condition("noisy", 0, 0, .1, 1, .1, .1, .3);
    public static final Condition RAIN = new Condition("rain", 0, 1, .2, .2, .1, .1, .3);
    public static final Condition DIRTY = new Condition("dirty", 0, 0, .1, .1, 1, .1, .3);
    public static final Condition HIDDEN = new Condition("hidden", 0, 0, .1, .1, .1, 1, .3);
    public static final Condition NIGHT = new Condition("night", 1, 0, .2, .4, .1, .1, .3);
    public static final Condition RAINY_NIGHT = new Condition("rainy-night", 1, .7, .2, .4, .1, .1, .3);

    /** All that have a name here. */
    public static final List<Condition> ALL =
            List.of(CLEAR, SLANTED, BLURRED, NOISY, RAIN, DIRTY, HIDDEN, NIGHT, RAINY_NIGHT);

    public Condition {
        for (double share : new double[] {night, rain, blur, noise, dirt, occlusion, slant}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of a condition must be 0 to 1, not " + share);
            }
        }
    }

    /** The one of that name. */
    public static Optional<Condition> named(String name) {
        return ALL.stream().filter(condition -> condition.name.equals(name)).findFirst();
    }

    /** Whether a starter model has seen its like: it learned by day. */
    public boolean byDay() {
        return night == 0;
    }
}
