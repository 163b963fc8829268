package io.afterimage.cli.dataform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.events.ImageEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a folder says of its files, where their place does not: {@code manifest.jsonl}, one JSON object a line with the keys
 * {@code file} (relative to the folder), {@code sha256} (of the original image), {@code label} and {@code source}.
 */
public record Manifest(Map<String, Entry> entries) {
    public static final String NAME = "manifest.jsonl";
    static final Manifest NONE = new Manifest(Map.of());

    private static final int LONGEST_LINE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is said of a file; each is empty where it is not said. */
    record Entry(String sha256, String label, String source) {
        private static final Entry NOTHING = new Entry("", "", "");
    }

    /**
     * Reads a manifest up to the first line that is none.
     *
     * @param files paths of the files there are: of others nothing is kept
     */
    static Manifest read(TreeFile file, Set<String> files, Notes notes) {
        Map<String, Entry> entries = new HashMap<>();
        long line = 1;
        try (LineGuard guard = LineGuard.open(file, LONGEST_LINE);
                BufferedReader in = new BufferedReader(guard)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                add(file.folder(), JSON.readTree(text), files, entries);
                guard.begin();
                line++;
            }
        } catch (JsonProcessingException e) {
            notes.fault(new Fault(file.where() + " line " + line, Fault.Reason.TABLE_BROKEN, "this is no JSON object"));
        } catch (IOException e) {
            notes.fault(Fault.of(file.where() + " line " + line, e));
        }
        return new Manifest(entries);
    }

    private static void add(String folder, JsonNode node, Set<String> files, Map<String, Entry> entries) {
        String path = folder + node.path("file").asText();
        if (files.contains(path)) {
            String source = node.path("source").asText();
            entries.put(
                    path,
                    new Entry(
                            node.path("sha256").asText(),
                            node.path("label").asText(),
                            ImageEvents.isSource(source) ? source : ""));
        }
    }

    /** What is said of the file at a path. */
    Entry of(String path) {
        return Optional.ofNullable(entries.get(path)).orElse(Entry.NOTHING);
    }
}
