package io.afterimage.cli.runs;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.DataFolder;
import io.afterimage.cli.stack.StackFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the trainer is: that of a local stack, or any. */
final class TrainerAddress {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".afterimage",
            description = "Data folder of the local stack (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".afterimage");

    @Option(names = "--trainer", paramLabel = "URL", description = "Another trainer than the local stack's.")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "What calls that change something must bring (default: the local stack's).")
    private @Nullable Path token;

    TrainerClient client() {
        Path folder = data.toAbsolutePath().normalize();
        return new TrainerClient(
                url == null ? local(folder) : url, token == null ? new DataFolder(folder).httpToken() : token);
    }

    private static String local(Path data) {
        try {
            return StackFile.read(data)
                    .filter(StackFile::alive)
                    .flatMap(stack -> stack.services().stream()
                            .filter(service -> service.name().equals("trainer"))
                            .findFirst())
                    .map(StackFile.Service::url)
                    .orElseThrow(() -> new CommandException("No trainer is up in " + data
                            + ". Start it with 'afterimage up', or name one with --trainer."));
        } catch (IOException e) {
            throw new CommandException("Cannot read the stack's file in " + data + ": " + e.getMessage());
        }
    }
}
