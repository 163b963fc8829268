package io.afterimage.cli.dataform;

import java.util.zip.CRC32C;

/** The checksum of TFRecord files: a CRC-32C, turned and moved, so that one of data that hold checksums is not weak. Pure. */
public final class MaskedCrc {
    private static final int DELTA = 0xA282EAD8;

    private MaskedCrc() {}

    /** The checksum of all bytes. */
    public static int of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + DELTA;
    }
}
