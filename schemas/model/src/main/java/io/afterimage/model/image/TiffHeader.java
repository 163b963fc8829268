package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

/** Size, sample layout and the place of the pixels of a TIFF's first image. */
final class TiffHeader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int MOST_SAMPLES = 32;
    private static final int MOST_BITS = 64;
    private static final int TILE_STEP = 16;

    private final EncodedBytes image;
    private final TiffDirectory directory;
    private final long width;
    private final long height;

    private TiffHeader(EncodedBytes image) throws UnusableImageException {
        this.image = image;
        directory = TiffDirectory.first(image);
        width = directory.value(WIDTH, 0);
        height = directory.value(HEIGHT, 0);
    }

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        return new TiffHeader(image).read();
    }

    private ImageHeader read() throws UnusableImageException {
        long samples = directory.value(SAMPLES_PER_PIXEL, 1);
        long bits = directory.value(BITS_PER_SAMPLE, 1);
        if (samples < 1 || samples > MOST_SAMPLES || bits < 1 || bits > MOST_BITS) {
            throw invalid("TIFF with " + samples + " samples of " + bits + " bits a pixel");
        }
        // The codec's RGBA and ours, the samples as they are stored, and once more while they are converted.
        int bytesPerPixel = 8 + 2 * (int) (samples * ((bits + 7) / 8));
        // Orientation 1: OpenCV turns a TIFF itself, whatever it is told. No alpha: what it gives for a fourth sample
        // depends on depth and layout, so colours are taken as they are.
        ImageHeader header = ImageHeader.of(ImageFormat.TIFF, width, height, 1, false, bytesPerPixel);
        image.sizeIsKnown();
        boundTiles();
        requirePixels();
        return header;
    }

    /** A tile may stand out over the image, but the codec allocates all of it. */
    private void boundTiles() throws UnusableImageException {
        if (!directory.has(TILE_WIDTH)) {
            return;
        }
        long tileWidth = directory.value(TILE_WIDTH, 0);
        long tileHeight = directory.value(TILE_HEIGHT, 0);
        if (tileWidth < 1 || tileHeight < 1 || tooLong(tileWidth, width) || tooLong(tileHeight, height)) {
            throw invalid(
                    "TIFF of " + width + " x " + height + " pixels in tiles of " + tileWidth + " x " + tileHeight);
        }
    }

    /** Common tile sizes (to 1024) are sound even where the image is smaller; beyond, one step of rounding is. */
    private static boolean tooLong(long tile, long side) {
        return tile > 1024 && tile > side + TILE_STEP;
    }

    private void requirePixels() throws UnusableImageException {
        boolean tiled = directory.has(TILE_OFFSETS);
        if (directory.count(tiled ? TILE_OFFSETS : STRIP_OFFSETS) < 1) {
            throw invalid("TIFF without pixels");
        }
        if (tiled) {
            directory.requireParts(TILE_OFFSETS, TILE_LENGTHS);
        } else {
            directory.requireParts(STRIP_OFFSETS, STRIP_LENGTHS);
        }
    }
}
