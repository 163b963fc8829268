package io.afterimage.cli.dataform;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** A file in a zip, held to the size and the checksum that the zip's directory gives for it. */
final class EntryStream extends CheckedInputStream {
    private final long size;
    private final long crc;
    private long count;

    EntryStream(InputStream in, long size, long crc) {
        super(in, new CRC32());
        this.size = size;
        this.crc = crc;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        if (count > size) {
            throw new FaultException(
                    Fault.Reason.UNPACKS_TOO_LARGE, "it holds more than the " + size + " bytes that the zip announces");
        }
        if (read < 0) {
            requireWhole();
        }
        return read;
    }

    private void requireWhole() throws IOException {
        if (count < size) {
            throw new EOFException();
        }
        if (getChecksum().getValue() != crc) {
            throw new FaultException(Fault.Reason.CHECKSUM_WRONG, "its bytes are not those that were packed");
        }
    }
}
