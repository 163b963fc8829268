package io.afterimage.trainer.inside;

import io.afterimage.model.InputGeometry;
import java.awt.image.BufferedImage;

/**
 * A plane of values laid over a whole image: from dark, where there is nothing, to bright, where there is most. What
 * the model was not given of the image is transparent. Pure.
 */
final class HeatMap {
    private static final int LONGEST_SIDE = 320;
    private static final int OPAQUE = 0xFF << 24;
    private static final int CHANNEL = 0xFF;
    /** Of Matplotlib's colour map inferno, in equal steps: as bright as the value, also for who sees no colours. */
    private static final int[] COLOURS = {0x000004, 0x57106E, 0xBC3754, 0xF98E09, 0xFCFFA4};

    private final Planes plane;
    private final float most;
    private final int width;
    private final int height;
    /** Of what the model was given, in pixels of the picture. */
    private final double cutWidth;

    private final double cutHeight;

    /**
     * @param plane of one channel; what is below 0 counts as 0
     * @param imageWidth of the upright image, from 1
     * @param imageHeight the same
     */
    HeatMap(Planes plane, InputGeometry geometry, int imageWidth, int imageHeight) {
        this.plane = plane;
        most = plane.most(0);
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(imageWidth, imageHeight));
        width = Math.max(1, (int) Math.round(imageWidth * scale));
        height = Math.max(1, (int) Math.round(imageHeight * scale));
        double pixels = Math.min(width, height) / (double) geometry.resize();
        cutWidth = Math.min(width, geometry.width() * pixels);
        cutHeight = Math.min(height, geometry.height() * pixels);
    }

    /** As a data URL of a PNG file, in the image's own proportions. */
    String dataUrl() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, colour(x, y));
            }
        }
        return Png.dataUrl(picture);
    }

    private int colour(int x, int y) {
        double across = (x + 0.5 - (width - cutWidth) / 2) / cutWidth;
        double down = (y + 0.5 - (height - cutHeight) / 2) / cutHeight;
        if (across < 0 || across >= 1 || down < 0 || down >= 1) {
            return 0;
        }
        double value = between(across * plane.width() - 0.5, down * plane.height() - 0.5);
        return OPAQUE | colour(most > 0 ? Math.max(0, value) / most : 0);
    }

    /** Bilinear, from the values' centres. */
    private double between(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        return (1 - below) * ((1 - right) * value(left, top) + right * value(left + 1, top))
                + below * ((1 - right) * value(left, top + 1) + right * value(left + 1, top + 1));
    }

    private double value(int x, int y) {
        int column = Math.max(0, Math.min(plane.width() - 1, x));
        int row = Math.max(0, Math.min(plane.height() - 1, y));
        return plane.at(0, row, column);
    }

    /** @param share 0 to 1 */
    private static int colour(double share) {
        double place = Math.min(1, share) * (COLOURS.length - 1);
        int from = Math.min(COLOURS.length - 2, (int) place);
        int rgb = 0;
        for (int shift = 2 * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            int low = COLOURS[from] >> shift & CHANNEL;
            int high = COLOURS[from + 1] >> shift & CHANNEL;
            rgb |= (int) Math.round(low + (place - from) * (high - low)) << shift;
        }
        return rgb;
    }
}
