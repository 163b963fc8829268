package io.afterimage.bench.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model that learning begins with, as {@code up} takes it. */
final class ModelArguments {
    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Model to begin with.")
    private Path model = Path.of("");

    @Mixin
    private ImportArguments imported = new ImportArguments();

    /** The same for another command. */
    List<String> all() {
        List<String> arguments = new ArrayList<>(
                List.of("--model", model.toAbsolutePath().normalize().toString()));
        arguments.addAll(imported.all());
        return arguments;
    }
}
