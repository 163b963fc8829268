package io.afterimage.bench.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that learning begins with, as {@code up} takes it. */
final class ModelArguments {
    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Model to begin with.")
    private Path model = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Its classes; left out for a package that 'models export' wrote.")
    private @Nullable Path labels;

    @Option(
            names = "--preset",
            paramLabel = "P",
            defaultValue = "imagenet",
            description = "Its preprocessing (default: ${DEFAULT-VALUE}).")
    private String preset = "imagenet";

    /** The same for another command. */
    List<String> all() {
        List<String> arguments = new ArrayList<>(List.of("--model", absolute(model)));
        if (labels != null) {
            arguments.addAll(List.of("--labels", absolute(labels), "--preset", preset));
        }
        return arguments;
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
