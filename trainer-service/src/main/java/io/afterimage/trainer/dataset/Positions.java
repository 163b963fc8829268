package io.afterimage.trainer.dataset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the examples topic was read.
 *
 * @param topicUuid Kafka's id of the topic
 * @param next the next offset to read, by partition
 */
public record Positions(String topicUuid, Map<Integer, Long> next) {
    /** Before anything was read. */
    public static final Positions NONE = new Positions("", Map.of());

    private static final JsonMapper JSON = new JsonMapper();

    public Positions {
        next = Map.copyOf(next);
    }

    /** Whether a record of a topic was read by then; none of another topic was. */
    boolean include(String topic, int partition, long offset) {
        return topicUuid.equals(topic) && offset < next.getOrDefault(partition, 0L);
    }

    /** What was written; empty where there is no such file or it cannot be read, so that all is read again. */
    static Optional<Positions> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Positions.class)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        JSON.writeValue(partial.toFile(), new Positions(topicUuid, new TreeMap<>(next)));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
