package io.afterimage.cli.dataform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A zip's bytes, of which only so many are given until its directory is read: a parser holds all of that in memory. */
final class DirectoryChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private long left;

    DirectoryChannel(SeekableByteChannel channel, int most) {
        this.channel = channel;
        this.left = most;
    }

    void directoryIsRead() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = channel.read(target);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new FaultException(
                    Fault.Reason.TOO_MANY_FILES,
                    "it has some 500,000 files or more. Unpack it, and import the folder.");
        }
        return read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
