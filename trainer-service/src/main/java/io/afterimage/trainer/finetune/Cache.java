package io.afterimage.trainer.finetune;

import io.afterimage.events.Sha256;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is computed from images once and used by many runs: pixels, and what the frozen part of a model makes of them. Bounded: what was
 * used longest ago goes first. For one process at a time.
 *
 * @param folder may be deleted whenever no run is in progress
 * @param mostBytes on disk
 */
public record Cache(Path folder, long mostBytes) {
    /**
     * What a run keeps of one kind.
     *
     * @param kind what a record is made from beside the image: another text, other records
     * @param size of a record in bytes
     * @param keys of all records that there will be
     */
    record Records(String kind, int size, List<byte[]> keys) {
        private String folder() {
            return Sha256.hex(kind.getBytes(StandardCharsets.UTF_8));
        }

        private long bytes() {
            return RecordFile.bytes(size, keys.size());
        }

        /** What has yet to be written. */
        private long bytesMissing(RecordFile file) {
            return RecordFile.bytes(
                    size, keys.stream().filter(key -> !file.holds(key)).count());
        }
    }

    /**
     * Opens the records of some kinds that are used at once, with room for all of them.
     *
     * @return one a kind, in their order
     * @throws TuneFailedException if they alone would be more than is allowed
     */
    List<RecordFile> open(List<Records> kinds) throws TuneFailedException, IOException {
        long needed = kinds.stream().mapToLong(Records::bytes).sum();
        if (needed > mostBytes) {
            throw new TuneFailedException(
                    Reason.CACHE_TOO_SMALL,
                    "what this training keeps of images takes " + needed + " bytes, more than the " + mostBytes
                            + " that its cache may hold; allow more, or train with fewer copies or blocks, or with"
                            + " smaller images");
        }
        List<RecordFile> files = new ArrayList<>();
        try {
            for (Records kind : kinds) {
                Path own = Files.createDirectories(folder.resolve(kind.folder()));
                Files.setLastModifiedTime(own, FileTime.from(Instant.now()));
                files.add(new RecordFile(own, kind.size()));
            }
            makeRoom(kinds, files);
            return files;
        } catch (IOException | RuntimeException e) {
            for (RecordFile file : files) {
                file.close();
            }
            throw e;
        }
    }

    /** Other kinds go first; if that is not enough, these hold records of images that are no longer used, and begin anew. */
    private void makeRoom(List<Records> kinds, List<RecordFile> files) throws IOException {
        long total = 0;
        for (int i = 0; i < files.size(); i++) {
            total += files.get(i).bytes() + kinds.get(i).bytesMissing(files.get(i));
        }
        List<Path> others = others(kinds);
        for (Path other : others) {
            total += bytes(other);
        }
        for (Path other : others) {
            if (total > mostBytes) {
                total -= bytes(other);
                delete(other);
            }
        }
        for (int i = 0; i < files.size() && total > mostBytes; i++) {
            RecordFile file = files.get(i);
            total -= file.bytes() + kinds.get(i).bytesMissing(file);
            total += kinds.get(i).bytes();
            file.clear();
        }
    }

    /** What was used longest ago comes first. */
    private List<Path> others(List<Records> kinds) throws IOException {
        List<Path> others = new ArrayList<>(children(folder));
        kinds.forEach(kind -> others.remove(folder.resolve(kind.folder())));
        others.sort(Comparator.comparing(Cache::lastUse));
        return others;
    }

    private static FileTime lastUse(Path kind) {
        try {
            return Files.getLastModifiedTime(kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path kind) throws IOException {
        long bytes = 0;
        for (Path file : children(kind)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static void delete(Path kind) throws IOException {
        for (Path file : children(kind)) {
            Files.delete(file);
        }
        Files.delete(kind);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
