package io.afterimage.cli.dataform;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Makes an image file of grey pixels: a PNG (W3C, RFC 1950 and 1951) that is not compressed. Its bytes are the same with every
 * Java and zlib, so an image that was imported before is known by its hash wherever the import goes on. Pure.
 */
public final class GreyPng {
    /** So that the file is small enough for the data set to keep it as it is. */
    public static final int LARGEST_SIDE = 512;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] ZLIB_HEADER = {0x78, 0x01};
    private static final int LARGEST_BLOCK = 65_535;

    private GreyPng() {}

    /**
     * Encodes an image.
     *
     * @param pixels 0 (black) to 255 (white), row by row
     */
    static byte[] of(int width, int height, byte[] pixels) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8) // bits of grey, the next byte
                .put((byte) 0)
                .array();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", header, png);
        chunk("IDAT", stored(rows(width, height, pixels)), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    /** Each row after a zero: it is not filtered. */
    private static byte[] rows(int width, int height, byte[] pixels) {
        byte[] rows = new byte[(width + 1) * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
        }
        return rows;
    }

    private static byte[] stored(byte[] bytes) {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        zlib.writeBytes(ZLIB_HEADER);
        for (int at = 0; at < bytes.length; at += LARGEST_BLOCK) {
            int size = Math.min(LARGEST_BLOCK, bytes.length - at);
            boolean last = at + size == bytes.length;
            zlib.writeBytes(ByteBuffer.allocate(5)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) (last ? 1 : 0))
                    .putShort((short) size)
                    .putShort((short) ~size)
                    .array());
            zlib.write(bytes, at, size);
        }
        Adler32 adler = new Adler32();
        adler.update(bytes);
        zlib.writeBytes(number((int) adler.getValue()));
        return zlib.toByteArray();
    }

    private static void chunk(String type, byte[] bytes, ByteArrayOutputStream png) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(bytes);
        png.writeBytes(number(bytes.length));
        png.writeBytes(name);
        png.writeBytes(bytes);
        png.writeBytes(number((int) crc.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
