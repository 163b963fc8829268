package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

/**
 * A GIF's screen and first frame. The screen grows to hold the frame where it is too small, as browsers do.
 *
 * @param header with the size of the grown screen
 * @param colours entries of the global colour table; 0 without one
 * @param end position after the first frame
 */
record GifHeader(ImageHeader header, int colours, int end) {
    static final int SCREEN_WIDTH = 6;
    static final int SCREEN_HEIGHT = 8;
    static final int BACKGROUND = 11;
    static final int TRAILER = 0x3B;

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int FRAME_BYTES = 10;
    /** Canvas and colours as RGBA, the indices, and what is laid over white. */
    private static final int BYTES_PER_PIXEL = 12;

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        return parse(image).header();
    }

    static GifHeader parse(EncodedBytes image) throws UnusableImageException {
        int colours = colours(image.u8(10));
        long position = 13L + 3L * colours;
        boolean alpha = false;
        while (image.u8(position) != FRAME) {
            if (image.u8(position) != EXTENSION) {
                throw invalid("GIF without a frame");
            }
            if (image.u8(position + 1) == GRAPHIC_CONTROL) {
                alpha = (image.u8(position + 3) & 1) != 0;
            }
            position = afterBlocks(image, position + 2);
        }
        ImageHeader header = header(image, position, alpha);
        image.sizeIsKnown();
        long pixels = position + FRAME_BYTES + 3L * colours(image.u8(position + 9)) + 1;
        return new GifHeader(header, colours, (int) afterBlocks(image, pixels));
    }

    private static ImageHeader header(EncodedBytes image, long frame, boolean alpha) throws UnusableImageException {
        int frameWidth = image.u16le(frame + 5);
        int frameHeight = image.u16le(frame + 7);
        int right = image.u16le(frame + 1) + frameWidth;
        int bottom = image.u16le(frame + 3) + frameHeight;
        if (frameWidth == 0 || frameHeight == 0 || Math.max(right, bottom) > 0xFFFF) {
            throw invalid("GIF whose first frame of " + frameWidth + " x " + frameHeight + " pixels ends at " + right
                    + " x " + bottom);
        }
        int width = Math.max(image.u16le(SCREEN_WIDTH), right);
        int height = Math.max(image.u16le(SCREEN_HEIGHT), bottom);
        return ImageHeader.of(ImageFormat.GIF, width, height, 1, alpha, BYTES_PER_PIXEL);
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
    }

    private static long afterBlocks(EncodedBytes image, long start) throws UnusableImageException {
        long position = start;
        for (int size = image.u8(position); size != 0; size = image.u8(position)) {
            position += size + 1;
        }
        return position + 1;
    }
}
