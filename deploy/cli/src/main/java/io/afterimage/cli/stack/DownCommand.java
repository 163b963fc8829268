package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage down}: stops the local stack and returns once all of it is gone. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the local stack, in order, and waits until all of it is gone. The data stay.")
public final class DownCommand implements Callable<Integer> {
    /** A little more than its services may take together. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = LocalStack.DEFAULT_DATA,
            description = "Data folder of the local stack (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(LocalStack.DEFAULT_DATA);

    @Override
    public Integer call() throws InterruptedException {
        Path folder = data.toAbsolutePath().normalize();
        try {
            Optional<StackFile> stack = StackFile.read(folder);
            if (stack.isEmpty()) {
                say("Nothing is up in " + folder);
            } else {
                stop(stack.get());
                StackFile.delete(folder);
                say("Stopped. The data stay in " + folder);
            }
            return 0;
        } catch (IOException e) {
            throw new CommandException("Cannot stop the stack in " + folder + ": " + DataFolder.reason(e));
        }
    }

    private void stop(StackFile stack) throws InterruptedException {
        if (stack.alive() && !Leftovers.end(stack.supervisor(), PATIENCE)) {
            say("The supervisor did not end within " + PATIENCE.toSeconds() + " s and was killed");
        }
        Leftovers.stop(stack, this::say);
    }

    private void say(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
