package io.afterimage.model;

/**
 * How an upright image becomes a model's input: its short side is resized to {@code resize} pixels (aspect kept), then
 * the centre {@code width} by {@code height} pixels are cut out.
 *
 * @param width width of the input in pixels
 * @param height height of the input in pixels
 * @param resize length of the short side before the cut in pixels, at least the larger of width and height
 */
public record InputGeometry(int width, int height, int resize) {
    private static final int LARGEST_SIDE = 4096;

    public InputGeometry {
        if (width < 1 || height < 1 || Math.max(width, height) > resize || resize > LARGEST_SIDE) {
            throw new IllegalArgumentException("Input of " + width + " x " + height + " cut from a short side of "
                    + resize + ": sides from 1 to " + LARGEST_SIDE + " are allowed, and none above the short side");
        }
    }

    /** Bytes of one input: uint8 [height, width, 3]. */
    public int bytes() {
        return width * height * 3;
    }
}
