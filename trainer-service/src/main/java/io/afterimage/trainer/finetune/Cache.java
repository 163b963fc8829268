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
     * Opens the records of one kind, with room for some more.
     *
     * @param kind what a record is made from beside the image: another text, other records
     * @param size of a record in bytes
     * @param records that will be there at most
     * @throws TuneFailedException if they alone would be more than is allowed
     */
    RecordFile open(String kind, int size, int records) throws TuneFailedException, IOException {
        long needed = (long) size * records;
        if (needed > mostBytes) {
            throw new TuneFailedException(
                    Reason.CACHE_TOO_SMALL,
                    records + " records of " + size + " bytes are more than the " + mostBytes
                            + " bytes that the training's cache may hold; allow more, or train with fewer copies or blocks");
        }
        Path own = folder.resolve(Sha256.hex(kind.getBytes(StandardCharsets.UTF_8)));
        Files.createDirectories(own);
        Files.setLastModifiedTime(own, FileTime.from(Instant.now()));
        makeRoom(own, needed);
        return new RecordFile(own, size);
    }

    private void makeRoom(Path own, long needed) throws IOException {
        if (bytes(own) + needed > mostBytes) {
            delete(own);
        }
        List<Path> others = new ArrayList<>(children(folder));
        others.remove(own);
        others.sort(Comparator.comparing(Cache::lastUse));
        long total = needed + bytes(own);
        for (Path other : others) {
            total += bytes(other);
        }
        for (Path other : others) {
            if (total > mostBytes) {
                total -= bytes(other);
                delete(other);
            }
        }
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
