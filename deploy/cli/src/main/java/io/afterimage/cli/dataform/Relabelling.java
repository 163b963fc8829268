package io.afterimage.cli.dataform;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.models.LabelMapFile;
import io.afterimage.events.ClassNames;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a data set's classes are called in another question, such as {@code hot_dog=yes,*=no}: {@code *} stands for all classes
 * that are not named, and a class to which nothing is given is left out. Without {@code *}, the others stay as they are. For one
 * thread.
 */
public final class Relabelling {
    private static final String OTHERS = "*";

    private final Map<String, String> classes;
    private final Set<String> met = new HashSet<>();

    private Relabelling(Map<String, String> classes) {
        this.classes = classes;
    }

    /** Leaves every class as it is. */
    public static Relabelling none() {
        return new Relabelling(Map.of());
    }

    /**
     * Reads a map as people write it.
     *
     * @param text {@code class=class,…}, or the name of a label map's file, which may hold commas
     * @throws CommandException if it is neither
     */
    public static Relabelling parse(String text) {
        if (!text.contains("=")) {
            return new Relabelling(LabelMapFile.read(Path.of(text)).classes());
        }
        Map<String, String> classes = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw wrong(pair);
            }
            String from = tidy(pair.substring(0, equals));
            String to = pair.substring(equals + 1).isBlank() ? "" : tidy(pair.substring(equals + 1));
            if (classes.putIfAbsent(from, to) != null) {
                throw new CommandException("--label-map: '" + from + "' is there twice.");
            }
        }
        return new Relabelling(classes);
    }

    /** What the class is called; empty: it is left out. */
    Optional<String> of(String label) {
        if (classes.containsKey(label)) {
            met.add(label);
        }
        String to = classes.getOrDefault(label, classes.getOrDefault(OTHERS, label));
        return to.isEmpty() ? Optional.empty() : Optional.of(to);
    }

    /** Classes that the map names and no image had so far: mistyped ones, if the data set is read. */
    public List<String> unmet() {
        return classes.keySet().stream()
                .filter(label -> !label.equals(OTHERS) && !met.contains(label))
                .toList();
    }

    private static String tidy(String name) {
        return ClassNames.tidy(name).orElseThrow(() -> wrong(name));
    }

    private static CommandException wrong(String part) {
        return new CommandException("--label-map: '" + part
                + "' is not understood. Write CLASS=CLASS,… as in hot_dog=yes,*=no, or name a JSON file.");
    }
}
