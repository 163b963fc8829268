package io.afterimage.trainer.finetune;

import io.afterimage.model.InputGeometry;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Hides a part of every second image, so that no one part of it decides (Zhong et al., Random Erasing Data Augmentation). */
final class Erasing {
    private static final double LEAST_AREA = .02;
    private static final double MOST_AREA = .2;
    private static final double MOST_STRETCH = 2;
    private static final byte GREY = 127;

    private Erasing() {}

    /** @param pixels uint8 [height, width, 3] from index 0 on */
    static void erase(ByteBuffer pixels, InputGeometry geometry, SplittableRandom random) {
        if (random.nextBoolean()) {
            return;
        }
        double area = random.nextDouble(LEAST_AREA, MOST_AREA) * geometry.width() * geometry.height();
        double stretch = Math.pow(MOST_STRETCH, random.nextDouble() - .5);
        int width = limited(Math.sqrt(area * stretch), geometry.width());
        int height = limited(Math.sqrt(area / stretch), geometry.height());
        int left = random.nextInt(geometry.width() - width + 1);
        int top = random.nextInt(geometry.height() - height + 1);
        for (int row = top; row < top + height; row++) {
            int from = 3 * (row * geometry.width() + left);
            for (int i = from; i < from + 3 * width; i++) {
                pixels.put(i, GREY);
            }
        }
    }

    private static int limited(double length, int most) {
        return (int) Math.max(1, Math.min(most, Math.round(length)));
    }
}
