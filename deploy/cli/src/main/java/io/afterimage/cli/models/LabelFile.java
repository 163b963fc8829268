package io.afterimage.cli.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Labels as people keep them: text with one a line, a JSON list of them, or a JSON map from each output's number to its label
 * or the other way round. Pure.
 */
final class LabelFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private LabelFile() {}

    /**
     * Reads a file's text. A byte order mark and blank lines at the end are no labels.
     *
     * @throws CommandException if it is JSON of none of these forms, naming the entry
     */
    static List<String> parse(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String start = content.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return json(content);
        }
        return content.stripTrailing().lines().map(String::strip).toList();
    }

    private static List<String> json(String content) {
        try {
            JsonNode root = JSON.readTree(content);
            return root.isArray() ? list(root) : map(root);
        } catch (JsonProcessingException e) {
            throw new CommandException("The labels begin like JSON, but are none: "
                    + Printable.clean(String.valueOf(e.getOriginalMessage())) + ".");
        }
    }

    private static List<String> list(JsonNode root) {
        List<String> labels = new ArrayList<>();
        for (JsonNode label : root) {
            labels.add(text("entry " + labels.size(), label));
        }
        return labels;
    }

    /** Either way round: {"0": "cat"} or {"cat": 0}. */
    private static List<String> map(JsonNode root) {
        boolean byName = true;
        for (JsonNode value : root) {
            byName &= value.isInt();
        }
        @Nullable String[] labels = new @Nullable String[root.size()];
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            String name = "entry \"" + Printable.clean(entry.getKey()) + "\"";
            int output = byName ? entry.getValue().intValue() : number(entry.getKey());
            if (output < 0 || output >= labels.length) {
                throw bad(name, "its output is no number from 0 to " + (labels.length - 1));
            }
            if (labels[output] != null) {
                throw bad(name, "output " + output + " has a label already");
            }
            labels[output] = byName ? entry.getKey() : text(name, entry.getValue());
        }
        return Arrays.stream(labels).map(Objects::requireNonNull).toList();
    }

    private static int number(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : -1;
    }

    /** A label, or as in ImageNet's class index the pair of an id and a label. */
    private static String text(String entry, JsonNode value) {
        JsonNode label = value.isArray() && value.size() == 2 ? value.get(1) : value;
        if (!label.isTextual()) {
            throw bad(entry, "it is no text");
        }
        return label.textValue();
    }

    private static CommandException bad(String entry, String why) {
        return new CommandException("The labels are JSON, but " + entry + " is not understood: " + why
                + ". Give one label a line, a list [\"cat\", …] or a map {\"0\": \"cat\", …} or {\"cat\": 0, …}.");
    }
}
