package io.afterimage.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.events.ClassNames;
import io.afterimage.model.compare.LabelMap;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A label map as people write it: a JSON object, {@code {"tabby": "cat", "beagle": "dog"}}. */
public final class LabelMapFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 60;

    private LabelMapFile() {}

    /**
     * Reads a map.
     *
     * @throws CommandException if it cannot be read, is no map, or names what is no class
     */
    public static LabelMap read(Path file) {
        try {
            Map<String, String> classes = JSON.readValue(ModelFiles.text(file), new TypeReference<>() {});
            if (!classes.containsValue(null)) {
                classes.values().forEach(name -> requireClass(file, name));
                return new LabelMap(classes);
            }
        } catch (JsonProcessingException e) {
            // As below.
        }
        throw new CommandException(
                file + " is no label map. It must be a JSON object of label and class: {\"tabby\": \"cat\"}");
    }

    /**
     * Says what is wrong with a map before anything is started with it.
     *
     * @param labels file with the labels that it translates, or null where they are not known yet
     * @throws CommandException if it cannot be read, is no map, or names what is no class or none of these labels
     */
    public static void require(Path file, @Nullable Path labels) {
        LabelMap map = read(file);
        if (labels == null) {
            return;
        }
        Set<String> known = new HashSet<>(ModelFiles.labels(labels));
        for (String label : new TreeSet<>(map.classes().keySet())) {
            if (!known.contains(label)) {
                throw new CommandException(
                        file + " translates " + quoted(label) + ", which is none of the labels in " + labels + ".");
            }
        }
    }

    private static void requireClass(Path file, String name) {
        if (!ClassNames.tidy(name).equals(Optional.of(name))) {
            throw new CommandException(file + " names " + quoted(name)
                    + ", which can be no class: a class is 1 to 200 printable characters without spaces around it.");
        }
    }

    /** For one line of a terminal, however long and whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\p{C}", "?") + "'";
    }
}
