package io.afterimage.bench.learn;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a foreign model is imported, as {@code up} takes it. */
final class ImportArguments {
    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "A model's classes; left out for packages that 'models export' wrote.")
    private @Nullable Path labels;

    @Option(
            names = "--preset",
            paramLabel = "P",
            defaultValue = "imagenet",
            description = "A model's preprocessing (default: ${DEFAULT-VALUE}).")
    private String preset = "imagenet";

    /** File of the classes; empty for none. */
    String labels() {
        return labels == null ? "" : labels.toString();
    }

    String preset() {
        return preset;
    }

    /** The same for another command. */
    List<String> all() {
        return labels == null
                ? List.of()
                : List.of("--labels", labels.toAbsolutePath().normalize().toString(), "--preset", preset);
    }
}
