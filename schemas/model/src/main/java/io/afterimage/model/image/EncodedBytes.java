package io.afterimage.model.image;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The bytes of one encoded image, read with checks at any position: no offset that a file names can reach outside.
 * Positions are long, so that sums of 32-bit fields cannot wrap around.
 */
final class EncodedBytes {
    private final byte[] array;
    private final int offset;
    private final int length;
    private boolean sizeKnown;

    EncodedBytes(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return array;
    }

    /** Where the image begins in {@link #array()}. */
    int offset() {
        return offset;
    }

    /** From here on a read past the end means that the image was cut, not that its header is none. */
    void sizeIsKnown() {
        sizeKnown = true;
    }

    /** The part from {@code start} to before {@code end}, or to where the image ends. */
    EncodedBytes part(long start, long end) {
        int from = (int) Math.min(start, length);
        int to = (int) Math.max(from, Math.min(end, length));
        return new EncodedBytes(array, offset + from, to - from);
    }

    /** The byte at a position known to be inside, from -128 to 127. */
    byte at(int position) {
        return array[offset + position];
    }

    int u8(long position) throws UnusableImageException {
        require(position, 1);
        return array[offset + (int) position] & 0xFF;
    }

    int u16be(long position) throws UnusableImageException {
        require(position, 2);
        int i = offset + (int) position;
        return (array[i] & 0xFF) << 8 | (array[i + 1] & 0xFF);
    }

    int u16le(long position) throws UnusableImageException {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16be(position)));
    }

    long u32be(long position) throws UnusableImageException {
        return (long) u16be(position) << 16 | u16be(position + 2);
    }

    long u32le(long position) throws UnusableImageException {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32be(position)));
    }

    int u24le(long position) throws UnusableImageException {
        return u16le(position) | u8(position + 2) << 16;
    }

    boolean hasText(long position, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        if (position + ascii.length > length) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) {
            if (at((int) position + i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }

    /** Fails unless so many bytes stand at the position; a negative number is a sum that wrapped around. */
    void require(long position, long count) throws UnusableImageException {
        if (position >= 0 && count >= 0 && count <= length && position <= length - count) {
            return;
        }
        if (sizeKnown) {
            throw UnusableImageException.truncated("the file ends after " + length + " bytes, before the image does");
        }
        throw UnusableImageException.invalid("the file ends after " + length + " bytes, within the header");
    }
}
