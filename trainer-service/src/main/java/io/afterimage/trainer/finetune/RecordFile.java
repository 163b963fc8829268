package io.afterimage.trainer.finetune;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Records of one size on disk, by key: one file of records, and one of keys and check sums, which is written last. What a crash
 * has cut off or torn is as if it had never been there. {@link #put} is safe for many threads; one process at a time.
 */
final class RecordFile implements AutoCloseable {
    private static final int KEY = 32;
    private static final int ENTRY = KEY + Integer.BYTES;

    private final int size;
    private final FileChannel records;
    private final FileChannel index;
    private final Map<ByteBuffer, Slot> slots = new HashMap<>();
    private int count;

    private record Slot(int position, int checkSum) {}

    /**
     * Opens a folder, or makes it.
     *
     * @param size of a record in bytes
     */
    RecordFile(Path folder, int size) throws IOException {
        this.size = size;
        Files.createDirectories(folder);
        records = open(folder.resolve("records"));
        index = open(folder.resolve("index"));
        readIndex();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void readIndex() throws IOException {
        count = (int) Math.min(index.size() / ENTRY, records.size() / size);
        ByteBuffer entries = ByteBuffer.allocate(count * ENTRY);
        readFully(index, entries, 0);
        for (int position = 0; position < count; position++) {
            ByteBuffer key = ByteBuffer.allocate(KEY);
            entries.get(key.array());
            slots.put(key, new Slot(position, entries.getInt()));
        }
    }

    /** Bytes on disk of some records. */
    static long bytes(int size, long records) {
        return records * ((long) size + ENTRY);
    }

    /** Bytes on disk of all records. */
    synchronized long bytes() {
        return bytes(size, count);
    }

    /** Whether there is a record of a key, even if it is torn. */
    synchronized boolean holds(byte[] key) {
        return slots.containsKey(ByteBuffer.wrap(key));
    }

    /** Forgets all records. */
    synchronized void clear() throws IOException {
        // The index first: what it does not name is not there.
        index.truncate(0);
        records.truncate(0);
        slots.clear();
        count = 0;
    }

    /**
     * Finds a whole record.
     *
     * @param key of 32 bytes
     * @return its position, or -1
     */
    synchronized int find(byte[] key) throws IOException {
        Slot slot = slots.get(ByteBuffer.wrap(key));
        if (slot == null) {
            return -1;
        }
        ByteBuffer record = ByteBuffer.allocate(size);
        read(slot.position, record);
        return checkSum(record) == slot.checkSum ? slot.position : -1;
    }

    /**
     * Reads a record.
     *
     * @param position from {@link #find}
     * @param target with as much remaining as a record has bytes; flipped after
     */
    void read(int position, ByteBuffer target) throws IOException {
        readFully(records, target, (long) position * size);
    }

    /** Adds a record; one of the same key no longer counts. */
    synchronized void put(byte[] key, ByteBuffer record) throws IOException {
        int checkSum = checkSum(record.duplicate());
        writeFully(records, record.duplicate(), (long) count * size);
        ByteBuffer entry = ByteBuffer.allocate(ENTRY).put(key).putInt(checkSum).flip();
        writeFully(index, entry, (long) count * ENTRY);
        slots.put(ByteBuffer.wrap(key.clone()), new Slot(count, checkSum));
        count++;
    }

    private static int checkSum(ByteBuffer record) {
        CRC32 sum = new CRC32();
        sum.update(record);
        return (int) sum.getValue();
    }

    private static void readFully(FileChannel file, ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int read = file.read(target, at);
            if (read < 0) {
                throw new IOException("a file of the training's cache ends too early; delete the cache's folder");
            }
            at += read;
        }
        target.flip();
    }

    private static void writeFully(FileChannel file, ByteBuffer source, long to) throws IOException {
        long at = to;
        while (source.hasRemaining()) {
            at += file.write(source, at);
        }
    }

    @Override
    public void close() throws IOException {
        try (records) {
            index.close();
        }
    }
}
