package io.afterimage.cli.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.events.ImageEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a folder says of its files, where their place does not: {@code manifest.jsonl}, one JSON object a line with the keys
 * {@code file} (relative to the folder), {@code sha256} (of the original image), {@code label} and {@code source}.
 */
record Manifest(Map<Path, Entry> entries) {
    static final String NAME = "manifest.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param sha256 of the image that the file was made from; empty where it is not said */
    record Entry(String sha256, String label, String source) {}

    /** The folder's manifest; one without a line if there is none. */
    static Manifest read(Path folder) {
        Path file = folder.resolve(NAME);
        Map<Path, Entry> entries = new HashMap<>();
        if (!Files.exists(file)) {
            return new Manifest(entries);
        }
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode node = JSON.readTree(line);
                entries.put(
                        folder.resolve(node.path("file").asText()).normalize(),
                        new Entry(
                                node.path("sha256").asText(),
                                node.path("label").asText(),
                                node.path("source").asText()));
            }
            return new Manifest(entries);
        } catch (JsonProcessingException e) {
            throw new CommandException("Line " + (entries.size() + 1) + " of " + file + " is no JSON object.");
        } catch (IOException e) {
            throw new CommandException("Cannot read " + file + ": " + e.getMessage());
        }
    }

    /** What is said of a file. */
    Optional<Entry> of(Path file) {
        return Optional.ofNullable(entries.get(file.normalize()));
    }

    /** Where the file's image comes from; the fallback where nothing that can be a source is said. */
    String source(Path file, String fallback) {
        return of(file).map(Entry::source).filter(ImageEvents::isSource).orElse(fallback);
    }
}
