package io.afterimage.classifier.crash;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's slots, in a file mapped into its memory: what is put there outlives the process, however it dies, and
 * costs no system call. The file is locked as long as the process lives.
 *
 * <p>Layout, big endian: 64 bytes of header that begin with the magic number, then the slots of 64 bytes: state (4
 * bytes; 0 is free), stage (4), partition (4), nothing (4), offset (8), time received (8), nothing (32). Slots are a
 * cache line long, so that threads do not slow each other. A slot is for one thread at a time.
 */
final class SlotFile implements AutoCloseable {
    /** More than there can be images in native code at once. */
    static final int SLOTS = 1024;

    static final String SUFFIX = ".slots";

    private static final Logger LOG = LoggerFactory.getLogger(SlotFile.class);
    private static final long MAGIC = 0x41465453_4c4f5431L;
    private static final int LINE = 64;
    private static final int BYTES = LINE + SLOTS * LINE;
    private static final int FREE = 0;
    private static final int SHARED = 1;
    private static final int ALONE = 2;

    private final Path file;
    private final FileChannel channel;
    private final MappedByteBuffer memory;

    private SlotFile(Path file, FileChannel channel, MappedByteBuffer memory) {
        this.file = file;
        this.channel = channel;
        this.memory = memory;
    }

    /**
     * Makes this process's file, with all its bytes on disk: in the holes of a sparse file a put would find out that the
     * disk is full, and that kills.
     */
    static SlotFile create(Path folder) throws IOException {
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another process has taken " + file);
            }
            ByteBuffer empty = ByteBuffer.allocate(BYTES).putLong(0, MAGIC);
            while (empty.hasRemaining()) {
                channel.write(empty);
            }
            channel.force(true);
            return new SlotFile(file, channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Who was in native code when the process died that had this file.
     *
     * @return empty if the process lives, or the file is none of ours, which is said
     */
    static Optional<List<Victim>> left(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full or the file ends.
            }
            if (!bytes.hasRemaining() && channel.size() == BYTES && bytes.getLong(0) == MAGIC) {
                return Optional.of(victims(bytes));
            }
            LOG.warn("{} is ignored: it is no file of slots", file);
        } catch (IOException e) {
            LOG.warn("{} is ignored: {}", file, e.toString());
        }
        return Optional.empty();
    }

    /** Notes that an image enters native code. */
    void fill(int slot, ImagePosition image, Stage stage, boolean alone) {
        int at = at(slot);
        memory.putInt(at + 4, stage.code());
        memory.putInt(at + 8, image.partition());
        memory.putLong(at + 16, image.offset());
        memory.putLong(at + 24, image.receivedAt());
        // The state says that the rest is there, so it comes last.
        VarHandle.releaseFence();
        memory.putInt(at, alone ? ALONE : SHARED);
    }

    /** Notes where the image is now. */
    void stage(int slot, Stage stage) {
        memory.putInt(at(slot) + 4, stage.code());
    }

    /** Notes that the image came out again. */
    void clear(int slot) {
        memory.putInt(at(slot), FREE);
    }

    /** Takes the file away: its process ends in order, and no image is to blame. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Victim> victims(ByteBuffer bytes) {
        List<Victim> victims = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            victim(bytes, at(slot)).ifPresent(victims::add);
        }
        return victims;
    }

    private static Optional<Victim> victim(ByteBuffer bytes, int at) {
        int state = bytes.getInt(at);
        if (state != SHARED && state != ALONE) {
            return Optional.empty();
        }
        ImagePosition image = new ImagePosition(bytes.getInt(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 24));
        return Stage.of(bytes.getInt(at + 4)).map(stage -> new Victim(image, stage, state == ALONE));
    }

    private static int at(int slot) {
        return LINE + slot * LINE;
    }
}
