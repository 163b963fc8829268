package io.afterimage.model.image;

/**
 * What an encoded image says of itself before anything is decoded.
 *
 * @param format that was sniffed
 * @param width stored width in pixels, at least 1, before the orientation is applied
 * @param height stored height in pixels, at least 1
 * @param orientation that is still to be applied, 1 to 8 as EXIF counts
 * @param alpha whether pixels can be transparent
 * @param memory most bytes that a full decode holds at once, pixels and the codec's own buffers
 */
record ImageHeader(ImageFormat format, int width, int height, int orientation, boolean alpha, long memory) {
    private static final int TRANSPOSED = 5;

    /**
     * Reads only the header, and walks as far as it takes to see that the file was not cut (in a PNG, over its checksums
     * too). Takes some 10 microseconds and allocates nothing that the file's author could choose.
     *
     * @param format a decodable one, as it was sniffed
     */
    static ImageHeader read(ImageFormat format, EncodedBytes image) throws UnusableImageException {
        return switch (format) {
            case JPEG -> JpegHeader.read(image);
            case PNG -> PngHeader.read(image);
            case WEBP -> WebpHeader.read(image);
            case GIF -> GifHeader.read(image);
            case BMP -> BmpHeader.read(image);
            case TIFF -> TiffHeader.read(image);
            default -> throw new IllegalArgumentException(format + " is not decoded");
        };
    }

    static ImageHeader of(
            ImageFormat format, long width, long height, int orientation, boolean alpha, int bytesPerPixel)
            throws UnusableImageException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw UnusableImageException.invalid(
                    format.label() + " header announces " + width + " x " + height + " pixels");
        }
        // 2^62 pixels of a few bytes do not fit; such a size is far over any limit, and is refused by it.
        long memory = Math.min(width * height, Long.MAX_VALUE / bytesPerPixel) * bytesPerPixel;
        return new ImageHeader(format, (int) width, (int) height, orientation, alpha, memory);
    }

    long pixels() {
        return (long) width * height;
    }

    /** Whether width and height change places once the image stands upright. */
    boolean turned() {
        return orientation >= TRANSPOSED;
    }
}
