package io.afterimage.cli.stack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A PNG that is whole and right, small on disk, and enormous once decoded. */
final class HugePng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private HugePng() {}

    /**
     * Writes a black square.
     *
     * @param bitsPerPixel 1 for grey, 24 for RGB
     */
    static void write(Path file, int side, int bitsPerPixel) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(SIGNATURE);
            boolean rgb = bitsPerPixel == 24;
            byte depth = (byte) (rgb ? 8 : 1);
            byte colour = (byte) (rgb ? 2 : 0);
            byte[] header = {depth, colour, 0, 0, 0};
            chunk(
                    out,
                    "IHDR",
                    ByteBuffer.allocate(13)
                            .putInt(side)
                            .putInt(side)
                            .put(header)
                            .array());
            chunk(out, "IDAT", rows(side, bitsPerPixel));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] rows(int side, int bitsPerPixel) throws IOException {
        byte[] row = new byte[1 + (side * bitsPerPixel + 7) / 8];
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DeflaterOutputStream(compressed, deflater, 1 << 16)) {
            for (int y = 0; y < side; y++) {
                out.write(row);
            }
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(name);
        data.write(content);
        data.writeInt((int) checksum.getValue());
        data.flush();
    }
}
