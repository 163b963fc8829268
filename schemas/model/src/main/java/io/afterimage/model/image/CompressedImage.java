package io.afterimage.model.image;

import org.bytedeco.javacpp.BytePointer;

/**
 * Native memory with the bytes that a codec sees: no more of a file than its pixels need. What is left out can neither
 * crash the codec, nor make it write warnings, nor make it decode a thousand later frames. Owned by one thread.
 */
final class CompressedImage implements AutoCloseable {
    private static final int FIRST_CAPACITY = 1 << 20;
    private static final int LARGEST_KEPT = 4 << 20;
    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private BytePointer memory = new BytePointer(FIRST_CAPACITY);
    private int length;

    /** Takes an image whose header was read. */
    void fill(ImageFormat format, EncodedBytes image) throws UnusableImageException {
        reserve(image.length() + PNG_END.length);
        length = 0;
        switch (format) {
            case PNG -> pngPixels(image);
            case GIF -> gifFirstFrame(image);
            default -> append(image.array(), image.offset(), image.length());
        }
    }

    /** The first byte; valid until the next fill. */
    BytePointer memory() {
        return memory;
    }

    int length() {
        return length;
    }

    /** Gives back what a giant took. */
    void shrink() {
        if (memory.capacity() > LARGEST_KEPT) {
            reallocate(FIRST_CAPACITY);
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    private void reserve(int bytes) {
        if (memory.capacity() < bytes) {
            reallocate(Math.max(bytes, (int) Math.min(memory.capacity() * 2, LARGEST_KEPT)));
        }
    }

    private void reallocate(int capacity) {
        memory.close();
        memory = new BytePointer(capacity);
    }

    private void append(byte[] bytes, int offset, int count) {
        memory.position(length).put(bytes, offset, count).position(0);
        length += count;
    }

    /** The critical chunks and the transparent colours; colour profiles, texts and animations stay behind. */
    private void pngPixels(EncodedBytes image) throws UnusableImageException {
        append(image.array(), image.offset(), PngHeader.SIGNATURE_BYTES);
        long position = PngHeader.SIGNATURE_BYTES;
        for (long type = image.u32be(position + 4); type != PngHeader.IEND; type = image.u32be(position + 4)) {
            int size = (int) image.u32be(position) + PngHeader.CHUNK_OVERHEAD;
            if (PngHeader.critical(type)) {
                append(image.array(), image.offset() + (int) position, size);
            }
            position += size;
        }
        append(PNG_END, 0, PNG_END.length);
    }

    private void gifFirstFrame(EncodedBytes image) throws UnusableImageException {
        GifHeader gif = GifHeader.parse(image);
        append(image.array(), image.offset(), gif.end());
        memory.put(length++, (byte) GifHeader.TRAILER);
        u16le(GifHeader.SCREEN_WIDTH, gif.header().width());
        u16le(GifHeader.SCREEN_HEIGHT, gif.header().height());
        // OpenCV refuses a background outside the table; browsers ignore the background altogether.
        if ((memory.get(GifHeader.BACKGROUND) & 0xFF) >= gif.colours()) {
            memory.put(GifHeader.BACKGROUND, (byte) 0);
        }
    }

    private void u16le(int position, int value) {
        memory.put(position, (byte) value).put(position + 1, (byte) (value >> 8));
    }
}
