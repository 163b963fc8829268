package io.afterimage.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.model.compare.LabelMap;
import java.nio.file.Path;
import java.util.Map;

/** A label map as people write it: a JSON object, {@code {"tabby": "cat", "beagle": "dog"}}. */
final class LabelMapFile {
    private static final JsonMapper JSON = new JsonMapper();

    private LabelMapFile() {}

    static LabelMap read(Path file) {
        try {
            Map<String, String> classes = JSON.readValue(ModelFiles.text(file), new TypeReference<>() {});
            if (!classes.containsValue(null)) {
                return new LabelMap(classes);
            }
        } catch (JsonProcessingException e) {
            // As below.
        }
        throw new CommandException(
                file + " is no label map. It must be a JSON object of label and class: {\"tabby\": \"cat\"}");
    }
}
