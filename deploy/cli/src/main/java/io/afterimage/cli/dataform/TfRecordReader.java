package io.afterimage.cli.dataform;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.model.image.ImageLimits;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads TFRecord files: a record is its length in 8 bytes, a checksum of these, the data and a checksum of the data, all in
 * little-endian. For one thread.
 */
final class TfRecordReader implements Closeable {
    /** The largest image, and what is said of it. */
    private static final long LARGEST_RECORD = ImageLimits.DEFAULTS.encodedBytes() + (1L << 20);

    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final InputStream in;
    private long length;

    TfRecordReader(InputStream in) {
        this.in = in;
    }

    /** Whether bytes begin with a length and its checksum, which others hardly ever do. */
    static boolean begins(byte[] head) {
        return head.length >= HEAD_BYTES
                && MaskedCrc.of(Arrays.copyOf(head, Long.BYTES)) == number(head).getInt(Long.BYTES);
    }

    /**
     * Whether there is one more record. Each is to be read before the next is asked for.
     *
     * @throws FaultException if nobody can tell where the next one would begin
     */
    boolean hasNext() throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length == 0) {
            return false;
        }
        if (head.length < HEAD_BYTES) {
            throw new EOFException();
        }
        if (!begins(head)) {
            throw new FaultException(
                    Fault.Reason.CHECKSUM_WRONG,
                    "the checksum of its length is wrong. What comes after it is not read.");
        }
        length = number(head).getLong();
        return true;
    }

    /**
     * The data of the record.
     *
     * @throws FaultException if they are too large or broken; the next record may be sound
     * @throws EOFException if the file ends in them
     */
    ByteString next() throws IOException {
        if (length < 0 || length > LARGEST_RECORD) {
            skip();
            throw new FaultException(
                    Fault.Reason.RECORD_TOO_LARGE,
                    "it has " + Long.toUnsignedString(length) + " bytes, the limit is " + LARGEST_RECORD);
        }
        byte[] data = whole((int) length);
        if (MaskedCrc.of(data) != number(whole(Integer.BYTES)).getInt()) {
            throw new FaultException(Fault.Reason.CHECKSUM_WRONG, "its bytes are not those that were written");
        }
        return UnsafeByteOperations.unsafeWrap(data);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void skip() throws IOException {
        if (length < 0) {
            throw new EOFException();
        }
        // One after the other: their sum may be too large.
        in.skipNBytes(length);
        in.skipNBytes(Integer.BYTES);
    }

    private byte[] whole(int bytes) throws IOException {
        byte[] whole = in.readNBytes(bytes);
        if (whole.length < bytes) {
            throw new EOFException();
        }
        return whole;
    }

    private static ByteBuffer number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
