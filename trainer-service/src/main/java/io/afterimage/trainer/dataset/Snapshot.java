package io.afterimage.trainer.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The data set frozen for one run. Immutable.
 *
 * @param hash lower-case hex SHA-256 over all entries in order; the files' paths are left out, so that it is the same
 *     on every machine
 * @param classes sorted, as the outputs of a model trained from it would be named
 * @param entries sorted by hash of the image
 * @param read how far the examples topic was read for it
 */
public record Snapshot(String hash, List<String> classes, List<SnapshotEntry> entries, Positions read) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    public Snapshot {
        classes = List.copyOf(classes);
        entries = List.copyOf(entries);
    }

    /** The snapshot of entries that were read from no topic. */
    public static Snapshot of(Collection<SnapshotEntry> entries) {
        return of(entries, Positions.NONE);
    }

    /** The snapshot of the entries, in whatever order they come. */
    static Snapshot of(Collection<SnapshotEntry> entries, Positions read) {
        List<SnapshotEntry> sorted = entries.stream()
                .sorted(Comparator.comparing(SnapshotEntry::sha256))
                .toList();
        List<String> classes =
                sorted.stream().map(SnapshotEntry::label).distinct().sorted().toList();
        return new Snapshot(hash(sorted), classes, sorted, read);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if there is no such file, or it is no snapshot, or not the one that its hash names
     */
    public static Snapshot read(Path file) throws IOException {
        Snapshot read = JSON.readValue(file.toFile(), Snapshot.class);
        if (!hash(read.entries()).equals(read.hash())) {
            throw new IOException("The snapshot " + file + " was changed: its hash is not that of its entries");
        }
        return read;
    }

    /** Writes one JSON file, whole or not at all. */
    public void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        JSON.writeValue(partial.toFile(), this);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** JSON strings, so that no two lists of entries look alike whatever is in their names. */
    private static String hash(List<SnapshotEntry> entries) {
        StringBuilder all = new StringBuilder();
        for (SnapshotEntry entry : entries) {
            all.append(line(entry)).append('\n');
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(SnapshotEntry entry) {
        try {
            return JSON.writeValueAsString(List.of(
                    entry.sha256(),
                    entry.label(),
                    entry.source(),
                    entry.group(),
                    entry.side().name(),
                    entry.firstSeen().toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings that cannot be written as JSON", e);
        }
    }
}
