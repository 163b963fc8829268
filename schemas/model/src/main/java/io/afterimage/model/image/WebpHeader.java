package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

/** The three kinds of WebP: lossy, lossless, and the extended container of both. */
final class WebpHeader {
    private static final int CONTAINER_BYTES = 12;
    private static final int FIRST_PAYLOAD = 20;
    private static final int SIDE_BITS = 0x3FFF;
    private static final int EXIF_FLAG = 0x08;
    private static final int ALPHA_FLAG = 0x10;
    private static final int LOSSLESS_ALPHA = 1 << 28;
    /** Ours as RGBA, and as much again in the codec. */
    private static final int BYTES_PER_PIXEL = 8;

    private final EncodedBytes image;

    private WebpHeader(EncodedBytes image) {
        this.image = image;
    }

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        return new WebpHeader(image).read();
    }

    private ImageHeader read() throws UnusableImageException {
        ImageHeader header;
        if (image.hasText(CONTAINER_BYTES, "VP8 ")) {
            header = lossy();
        } else if (image.hasText(CONTAINER_BYTES, "VP8L")) {
            header = lossless();
        } else if (image.hasText(CONTAINER_BYTES, "VP8X")) {
            header = extended();
        } else {
            throw invalid("WebP that begins with no known chunk");
        }
        image.sizeIsKnown();
        image.require(0, image.u32le(4) + 8);
        return header;
    }

    private ImageHeader lossy() throws UnusableImageException {
        if (image.u24le(FIRST_PAYLOAD + 3) != 0x2A019D) {
            throw invalid("WebP without a key frame");
        }
        int width = image.u16le(FIRST_PAYLOAD + 6) & SIDE_BITS;
        int height = image.u16le(FIRST_PAYLOAD + 8) & SIDE_BITS;
        return header(width, height, 1, false);
    }

    private ImageHeader lossless() throws UnusableImageException {
        if (image.u8(FIRST_PAYLOAD) != 0x2F) {
            throw invalid("WebP whose lossless part has no signature");
        }
        long bits = image.u32le(FIRST_PAYLOAD + 1);
        return header((bits & SIDE_BITS) + 1, (bits >> 14 & SIDE_BITS) + 1, 1, (bits & LOSSLESS_ALPHA) != 0);
    }

    private ImageHeader extended() throws UnusableImageException {
        int flags = image.u8(FIRST_PAYLOAD);
        long width = image.u24le(FIRST_PAYLOAD + 4) + 1L;
        long height = image.u24le(FIRST_PAYLOAD + 7) + 1L;
        return header(width, height, (flags & EXIF_FLAG) == 0 ? 1 : orientation(), (flags & ALPHA_FLAG) != 0);
    }

    private static ImageHeader header(long width, long height, int orientation, boolean alpha)
            throws UnusableImageException {
        return ImageHeader.of(ImageFormat.WEBP, width, height, orientation, alpha, BYTES_PER_PIXEL);
    }

    /** The EXIF chunk stands after the pixels. */
    private int orientation() throws UnusableImageException {
        long position = CONTAINER_BYTES;
        while (position + 8 <= image.length()) {
            long size = image.u32le(position + 4);
            long start = position + 8;
            if (image.hasText(position, "EXIF")) {
                // Some writers keep the prefix that the block has in a JPEG.
                long prefix = image.hasText(start, "Exif\0\0") ? 6 : 0;
                return ExifOrientation.read(image.part(start + prefix, start + size), 1);
            }
            position = start + size + (size & 1);
        }
        return 1;
    }
}
