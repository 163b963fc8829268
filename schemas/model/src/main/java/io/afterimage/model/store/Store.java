package io.afterimage.model.store;

import io.afterimage.events.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * Files kept under the SHA-256 of their bytes, so that a key can neither be guessed at nor point elsewhere, and what is
 * read is what was written. Any {@link Path} serves: a folder, or a bucket through its file system provider. Safe for
 * many threads and processes.
 */
public final class Store {
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private final Path root;

    public Store(Path root) {
        this.root = root;
    }

    /**
     * The store at a place as people write it.
     *
     * @param location a path, or a URI such as {@code file:///var/lib/afterimage/store}
     */
    public static Store at(String location) {
        return new Store(location.matches("[a-z][a-z0-9+]+:.*") ? Path.of(URI.create(location)) : Path.of(location));
    }

    /** What a file is; each kind has its own folder and life time. */
    public enum Kind {
        IMAGE("images"),
        MODEL("models"),
        /** What a gate says of a model, as JSON. */
        REPORT("reports");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }
    }

    /**
     * Writes the bytes under their hash, unless they are there whole. Nobody ever sees a part of them.
     *
     * @return the key: lower-case hex SHA-256
     */
    public String put(Kind kind, byte[] bytes) throws IOException {
        String key = Sha256.hex(bytes);
        Path file = file(kind, key);
        if (!holds(file, bytes.length)) {
            keep(kind, file, part -> Files.write(part, bytes));
        }
        return key;
    }

    /**
     * Writes a file's bytes under their hash as {@link #put(Kind, byte[])} does, without holding them in memory. The file
     * must not change meanwhile.
     *
     * @return the key: lower-case hex SHA-256
     */
    public String put(Kind kind, Path source) throws IOException {
        String key;
        try (InputStream in = Files.newInputStream(source)) {
            key = Sha256.hex(in);
        }
        Path file = file(kind, key);
        if (!holds(file, Files.size(source))) {
            keep(kind, file, part -> Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING));
        }
        return key;
    }

    /**
     * Reads the bytes under a key and checks them.
     *
     * @param limit most bytes
     * @throws StoreException if there is none, it is larger than the limit, or its hash is not the key
     * @throws IOException if the storage fails
     */
    public byte[] read(Kind kind, String key, long limit) throws IOException, StoreException {
        long size = size(kind, key, Math.min(limit, LARGEST_ARRAY));
        try (InputStream in = Files.newInputStream(file(kind, key))) {
            // Of its size from the start: to gather it in parts takes three times the memory.
            byte[] bytes = new byte[(int) size];
            if (in.readNBytes(bytes, 0, bytes.length) < size
                    || !Sha256.hex(bytes).equals(key)) {
                throw changed(kind, key);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw missing(kind, key);
        }
    }

    /**
     * Copies the bytes under a key into a file and checks them as {@link #read} does, without holding them in memory.
     *
     * @param limit most bytes
     * @param target in a folder that exists; after a failure it may hold anything
     */
    public void copy(Kind kind, String key, long limit, Path target) throws IOException, StoreException {
        size(kind, key, limit);
        Files.copy(file(kind, key), target, StandardCopyOption.REPLACE_EXISTING);
        try (InputStream in = Files.newInputStream(target)) {
            if (!Sha256.hex(in).equals(key)) {
                throw changed(kind, key);
            }
        }
    }

    private long size(Kind kind, String key, long limit) throws IOException, StoreException {
        if (!KEY.matcher(key).matches()) {
            throw new StoreException(StoreException.Reason.MISSING, "'" + key + "' is no key");
        }
        try {
            long size = Files.size(file(kind, key));
            if (size > limit) {
                throw new StoreException(
                        StoreException.Reason.TOO_LARGE, kind.folder + "/" + key + " has " + size + " bytes");
            }
            return size;
        } catch (NoSuchFileException e) {
            throw missing(kind, key);
        }
    }

    private static StoreException missing(Kind kind, String key) {
        return new StoreException(StoreException.Reason.MISSING, "the store has no " + kind.folder + "/" + key);
    }

    private static StoreException changed(Kind kind, String key) {
        return new StoreException(
                StoreException.Reason.CHANGED, kind.folder + "/" + key + " holds other bytes than its key names");
    }

    /** Fills a file that does not exist yet. */
    @FunctionalInterface
    private interface Content {
        void write(Path part) throws IOException;
    }

    private static void keep(Kind kind, Path file, Content content) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(
                file.getParent(), "." + file.getFileName().toString().substring(0, 8), ".part");
        try {
            content.write(part);
            // The log of models names what is here for good; images are many, and their senders have them still.
            boolean durable = kind != Kind.IMAGE && file.getFileSystem() == FileSystems.getDefault();
            if (durable) {
                DurableFile.force(part);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            if (durable) {
                DurableFile.forceName(file);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file of another length is one that a full disk or a crash spoiled: it is written anew. */
    private static boolean holds(Path file, long length) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == length;
    }

    private Path file(Kind kind, String key) {
        return root.resolve(kind.folder).resolve(key);
    }
}
