package io.afterimage.cli.dataform.write;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file whose beginning is known last, as it says how much there is. */
final class CountedFile implements Closeable {
    private final FileChannel channel;
    private final OutputStream out;

    /** @param beginning bytes that are left free for it */
    CountedFile(Path file, int beginning) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        out.write(new byte[beginning]);
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Writes the beginning, once all else is. */
    void begin(ByteBuffer beginning) throws IOException {
        out.flush();
        beginning.flip();
        while (beginning.hasRemaining()) {
            channel.write(beginning, beginning.position());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
