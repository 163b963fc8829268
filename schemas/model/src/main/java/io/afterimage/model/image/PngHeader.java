package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

import io.afterimage.events.RejectionReason;
import java.util.zip.CRC32;

/** Walks a PNG's chunks, from the first, which holds the size, to the one that ends the image. */
final class PngHeader {
    static final int SIGNATURE_BYTES = 8;
    /** Length, type and checksum. */
    static final int CHUNK_OVERHEAD = 12;

    private static final long IHDR = 0x49484452;
    private static final long PLTE = 0x504C5445;
    private static final long IDAT = 0x49444154;
    static final long IEND = 0x49454E44;
    private static final long TRNS = 0x74524E53;

    private static final long EXIF = 0x65584966;
    private static final int IHDR_BYTES = 13;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;
    private static final int SIXTEEN_BITS = 16;

    private final EncodedBytes image;
    private int orientation = 1;
    private boolean transparency;
    private boolean pixels;

    private PngHeader(EncodedBytes image) {
        this.image = image;
    }

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        return new PngHeader(image).read();
    }

    private ImageHeader read() throws UnusableImageException {
        if (image.u32be(SIGNATURE_BYTES) != IHDR_BYTES || image.u32be(SIGNATURE_BYTES + 4) != IHDR) {
            throw invalid("PNG that does not begin with its header");
        }
        long width = image.u32be(16);
        long height = image.u32be(20);
        int depth = image.u8(24);
        int colour = image.u8(25);
        requireLayout(depth, colour);
        image.sizeIsKnown();
        walk();
        boolean alpha = transparency || colour == GREY_ALPHA || colour == RGB_ALPHA;
        // Decoded as it is stored, then made 8-bit, then laid over white.
        int bytesPerPixel = (alpha ? 8 : 3) * (depth == SIXTEEN_BITS ? 2 : 1);
        return ImageHeader.of(ImageFormat.PNG, width, height, orientation, alpha, bytesPerPixel);
    }

    private static void requireLayout(int depth, int colour) throws UnusableImageException {
        boolean sound =
                switch (colour) {
                    case GREY -> depth <= SIXTEEN_BITS && Integer.bitCount(depth) == 1;
                    case PALETTE -> depth <= 8 && Integer.bitCount(depth) == 1;
                    case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == SIXTEEN_BITS;
                    default -> false;
                };
        if (!sound) {
            throw invalid("PNG of colour type " + colour + " with " + depth + " bits");
        }
    }

    private void walk() throws UnusableImageException {
        long position = SIGNATURE_BYTES;
        for (long type = image.u32be(position + 4); type != IEND; type = image.u32be(position + 4)) {
            long size = image.u32be(position);
            if (type == EXIF) {
                orientation = ExifOrientation.read(image.part(position + 8, position + 8 + size), orientation);
            }
            if (critical(type)) {
                requireChecksum(position, size);
            }
            transparency |= type == TRNS;
            pixels |= type == IDAT;
            position += CHUNK_OVERHEAD + size;
        }
        if (!pixels) {
            throw invalid("PNG without pixels");
        }
    }

    /** Whether the codec is given the chunk: the critical ones, and the transparent colours. */
    static boolean critical(long type) {
        return type == IHDR || type == PLTE || type == TRNS || type == IDAT;
    }

    /** Here rather than in the codec, which would write of it to the error stream. */
    private void requireChecksum(long position, long size) throws UnusableImageException {
        image.require(position, CHUNK_OVERHEAD + size);
        CRC32 crc = new CRC32();
        crc.update(image.array(), image.offset() + (int) position + 4, (int) size + 4);
        if (crc.getValue() != image.u32be(position + 8 + size)) {
            throw new UnusableImageException(
                    RejectionReason.IMAGE_UNDECODABLE, "PNG chunk at " + position + " whose checksum is wrong");
        }
    }
}
