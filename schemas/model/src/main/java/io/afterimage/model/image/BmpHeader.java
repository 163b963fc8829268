package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

/** A bitmap's header, from OS/2's 12 bytes to the fifth Windows version; rows may run upwards or downwards. */
final class BmpHeader {
    private static final int OS2 = 12;
    private static final int WINDOWS = 40;
    private static final int LARGEST = 124;
    private static final int NOT_COMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int BYTES_PER_PIXEL = 4;

    private BmpHeader() {}

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        long size = image.u32le(14);
        if (size != OS2 && (size < WINDOWS || size > LARGEST)) {
            throw invalid("BMP with a header of " + size + " bytes");
        }
        boolean os2 = size == OS2;
        long width = os2 ? image.u16le(18) : (int) image.u32le(18);
        long height = Math.abs(os2 ? image.u16le(20) : (long) (int) image.u32le(22));
        int bits = image.u16le(os2 ? 24 : 28);
        if (bits < 1 || bits > 32) {
            throw invalid("BMP with " + bits + " bits a pixel");
        }
        ImageHeader header = ImageHeader.of(ImageFormat.BMP, width, height, 1, false, BYTES_PER_PIXEL);
        image.sizeIsKnown();
        long compression = os2 ? NOT_COMPRESSED : image.u32le(30);
        if (compression == NOT_COMPRESSED || compression == BIT_FIELDS) {
            requirePixels(image, header, bits);
        }
        return header;
    }

    private static void requirePixels(EncodedBytes image, ImageHeader header, int bits) throws UnusableImageException {
        long rowBits = (long) header.width() * bits;
        long rowBytes = (rowBits + 31) / 32 * 4;
        // Some writers leave out the padding of the last row.
        image.require(image.u32le(10), rowBytes * (header.height() - 1) + (rowBits + 7) / 8);
    }
}
