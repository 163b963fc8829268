package io.afterimage.cli.dataform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Takes gzip off files, and says how much what is packed may unpack to. */
final class Unpacking {
    private static final int BUFFER_BYTES = 1 << 16;
    /** What a small file may unpack to, whatever its size. */
    private static final long FREE_BYTES = 256L << 20;

    private static final long MOST_TIMES = 100;
    private static final long MOST_BYTES = 64L << 30;

    private Unpacking() {}

    /** The file's bytes, without gzip if they begin as gzip does; buffered. */
    static InputStream open(TreeFile file) throws IOException {
        InputStream in = new BufferedInputStream(file.open(), BUFFER_BYTES);
        try {
            return isGzip(in) ? gunzip(in, mostBytes(file.size())) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Most bytes that a file of this size may unpack to: what people pack hardly ever shrinks to a hundredth. */
    static long mostBytes(long size) {
        return Math.min(MOST_BYTES, Math.max(FREE_BYTES, size * MOST_TIMES));
    }

    static FaultException tooLarge(long most) {
        return new FaultException(
                Fault.Reason.UNPACKS_TOO_LARGE,
                "it unpacks to more than " + (most >> 20) + " MiB: at most " + MOST_TIMES + " times its size and "
                        + (MOST_BYTES >> 30) + " GiB are unpacked. If you trust it, unpack it yourself.");
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip;
    }

    private static InputStream gunzip(InputStream in, long most) throws IOException {
        InputStream bounded = BoundedInputStream.builder()
                .setInputStream(new GZIPInputStream(in, BUFFER_BYTES))
                .setMaxCount(most)
                .setOnMaxCount((max, count) -> {
                    throw tooLarge(most);
                })
                .get();
        return new BufferedInputStream(bounded, BUFFER_BYTES);
    }
}
