package io.afterimage.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels as people keep them: text with one a line, a JSON list of them, or a JSON object from each output's number to
 * its label. Pure.
 */
final class LabelFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelFile() {}

    /**
     * Reads a file's text. A byte order mark and blank lines at the end are no labels.
     *
     * @throws CommandException if it is JSON and neither of the two forms
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
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < root.size(); i++) {
                JsonNode label = root.isArray() ? root.get(i) : root.get(Integer.toString(i));
                if (label == null || !label.isTextual()) {
                    throw new CommandException("The labels are JSON, but have no text for output " + i
                            + ". Give one label a line, a list" + " [\"cat\", …] or an object {\"0\": \"cat\", …}.");
                }
                labels.add(label.textValue());
            }
            return labels;
        } catch (JsonProcessingException e) {
            throw new CommandException("The labels begin like JSON, but are none: " + e.getOriginalMessage() + ".");
        }
    }
}
