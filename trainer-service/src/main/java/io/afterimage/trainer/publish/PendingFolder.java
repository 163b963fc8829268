package io.afterimage.trainer.publish;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.afterimage.model.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publications that are not wholly in the log yet: a JSON file each, there whole or not at all, and on the disk. For one thread. */
final class PendingFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PendingFolder.class);
    private static final String SUFFIX = ".json";
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Path folder;

    PendingFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if it is not on the disk; then it is not there at all */
    void add(Publication publication) throws IOException {
        Files.createDirectories(folder);
        try {
            DurableFile.write(file(publication), JSON.writeValueAsBytes(publication));
        } catch (IOException e) {
            Files.deleteIfExists(file(publication));
            throw e;
        }
    }

    void remove(Publication publication) throws IOException {
        Files.deleteIfExists(file(publication));
    }

    /** Those that are there; a file that cannot be read is named in the log and passed over. */
    List<Publication> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Publication> publications = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                read(file, publications);
            }
        }
        return publications;
    }

    private static void read(Path file, List<Publication> publications) {
        try {
            publications.add(JSON.readValue(file.toFile(), Publication.class));
        } catch (IOException e) {
            LOG.warn("{} is no publication and is passed over: {}", file, e.getMessage());
        }
    }

    private Path file(Publication publication) {
        return folder.resolve(publication.version() + SUFFIX);
    }
}
