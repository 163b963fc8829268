package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterimage.cli.CommandException;
import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was measured already, a JSON object a line: it is not measured again. For one thread. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "key";

    private final Path file;
    private final Map<String, JsonNode> known = new LinkedHashMap<>();

    /** Measures. */
    @FunctionalInterface
    interface Measurement {
        Map<String, ?> measure() throws InterruptedException;
    }

    private Results(Path file) {
        this.file = file;
    }

    /** Those of a file, which need not be there yet; a line that was cut off counts as not measured. */
    static Results in(Path file) {
        Results results = new Results(file);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(results::read);
            }
            StringBuilder whole = new StringBuilder();
            results.known.values().forEach(line -> whole.append(line).append('\n'));
            Files.writeString(file, whole);
            return results;
        } catch (IOException e) {
            throw new CommandException("--out: " + e.getMessage());
        }
    }

    /** What a file is called in a key: others of that name lie elsewhere. */
    static String named(Path file) {
        String whole = file.toAbsolutePath().normalize().toString();
        return file.getFileName() + "@"
                + Sha256.hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    private void read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.path(KEY).isTextual()) {
                known.put(node.path(KEY).asText(), node);
            }
        } catch (JsonProcessingException e) {
            // Cut off when the bench was.
            return;
        }
    }

    Optional<JsonNode> find(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** What is known under some keys, in their order. */
    List<JsonNode> known(Stream<String> keys) {
        return keys.flatMap(key -> find(key).stream()).toList();
    }

    /** What is known under the key, or else is measured now and kept. */
    JsonNode of(String key, Measurement measurement) throws InterruptedException {
        JsonNode before = known.get(key);
        return before == null ? keep(key, measurement.measure()) : before;
    }

    private JsonNode keep(String key, Map<String, ?> figures) {
        ObjectNode line = JSON.createObjectNode().put(KEY, key);
        line.setAll(JSON.<ObjectNode>valueToTree(figures));
        known.put(key, line);
        try {
            Files.write(file, List.of(line.toString()), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CommandException("--out: " + e.getMessage());
        }
        return line;
    }
}
