package io.afterimage.model.image;

/** How a camera was held, from an EXIF block; that of JPEG, PNG and WebP is the same small TIFF. */
final class ExifOrientation {
    private static final int MOST = 8;

    private ExifOrientation() {}

    /**
     * The orientation that a block names.
     *
     * @param fallback what is known without this block
     * @return 1 to 8; the fallback where the block is broken, since that spoils no pixel
     */
    static int read(EncodedBytes exif, int fallback) {
        try {
            long value = TiffDirectory.first(exif).value(TiffDirectory.ORIENTATION, fallback);
            return value >= 1 && value <= MOST ? (int) value : fallback;
        } catch (UnusableImageException e) {
            return fallback;
        }
    }
}
