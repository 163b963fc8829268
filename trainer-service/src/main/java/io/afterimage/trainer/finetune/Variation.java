package io.afterimage.trainer.finetune;

import io.afterimage.model.InputGeometry;
import java.util.SplittableRandom;

/**
 * One way to vary an image: where of it is cut out, how it is turned, and what becomes of its colours.
 *
 * @param x centre of the cut, in pixels of the image
 * @param y centre of the cut
 * @param scaleX pixels of the image for one of the input, negative where it is flipped
 * @param scaleY likewise from top to bottom
 * @param angle of rotation in radians
 * @param factors what each channel is multiplied by
 * @param offset what is added after that, of 255
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Variation(double x, double y, double scaleX, double scaleY, double angle, double[] factors, double offset) {
    private static final double LEAST_AREA = .55;
    private static final double MOST_STRETCH = 4 / 3.0;
    private static final double MOST_SHIFT = .05;
    private static final double MOST_ANGLE = Math.toRadians(12);
    private static final double BRIGHTNESS = 25;
    private static final double CONTRAST = .2;
    private static final double TINT = .06;

    /** Says what was varied: other numbers here, other images. */
    static final String KIND = "1";

    /**
     * Draws one: flipped or not, cut out at random, turned, shifted, and in other colours.
     *
     * @param side of the square image in pixels
     */
    static Variation draw(int side, InputGeometry geometry, SplittableRandom random) {
        double stretch = Math.pow(MOST_STRETCH, between(random, -.5, .5));
        double share = Math.sqrt(between(random, LEAST_AREA, 1));
        double longer = Math.max(geometry.width(), geometry.height());
        double width = Math.min(1, share * stretch) * side * geometry.width() / longer;
        double height = Math.min(1, share / stretch) * side * geometry.height() / longer;
        boolean flipped = random.nextBoolean();
        double contrast = between(random, 1 - CONTRAST, 1 + CONTRAST);
        double[] factors = new double[3];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = contrast * between(random, 1 - TINT, 1 + TINT);
        }
        return new Variation(
                place(random, side, width),
                place(random, side, height),
                (flipped ? -1 : 1) * width / geometry.width(),
                height / geometry.height(),
                between(random, -MOST_ANGLE, MOST_ANGLE),
                factors,
                127.5 * (1 - contrast) + between(random, -BRIGHTNESS, BRIGHTNESS));
    }

    private static double place(SplittableRandom random, int side, double length) {
        double room = (side - length) / 2 + MOST_SHIFT * side;
        return side / 2.0 + between(random, -room, room);
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** The affine map from the input's pixels to the image's, two rows of three. */
    double[] map(InputGeometry geometry) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double middleX = (geometry.width() - 1) / 2.0;
        double middleY = (geometry.height() - 1) / 2.0;
        double a = scaleX * cos;
        double b = -scaleY * sin;
        double c = scaleX * sin;
        double d = scaleY * cos;
        return new double[] {
            a, b, x - .5 - a * middleX - b * middleY,
            c, d, y - .5 - c * middleX - d * middleY
        };
    }
}
