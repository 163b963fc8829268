package io.afterimage.bench.infer;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a network to measure with. */
@Command(
        name = "network",
        mixinStandardHelpOptions = true,
        description = "Writes a classifier of the size of ResNet-50 with random weights, FOLDER/resnet50.onnx, and its"
                + " labels, FOLDER/resnet50.txt, for --model and --labels of the other benches.")
public final class NetworkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where to, made if missing.")
    private Path folder = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Path model = folder.resolve("resnet50.onnx");
        try {
            Files.createDirectories(folder);
            Files.write(model, ResNet50.make().toByteArray());
            Files.write(
                    folder.resolve("resnet50.txt"),
                    IntStream.range(0, ResNet50.CLASSES)
                            .mapToObj(i -> "class " + i)
                            .toList());
        } catch (IOException e) {
            throw new CommandException(folder + " cannot be written: " + e.getMessage());
        }
        output.note("Written: " + model);
        return 0;
    }
}
