package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.Afterimage;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts a supervisor that outlives this process, and repeats what it says until the stack is up. */
final class DetachedStart {
    /** Longer than all that the supervisor waits for by itself. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(100);

    private final LocalStack stack;
    private final List<String> arguments;
    private final Consumer<String> say;
    private int said;

    /** @param arguments the command line of the supervisor, which runs in the same folder */
    DetachedStart(LocalStack stack, List<String> arguments, Consumer<String> say) {
        this.stack = stack;
        this.arguments = arguments;
        this.say = say;
    }

    /** The exit code: 0 once all is up, 1 if it is not, or not ready although it has a model. */
    int run() throws InterruptedException {
        ChildProcess supervisor = start();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!supervisor.await(POLL)) {
            StackFile.Phase phase = phase(supervisor);
            repeat(supervisor);
            if (phase != StackFile.Phase.STARTING) {
                return phase == StackFile.Phase.UP ? 0 : 1;
            }
            if (System.nanoTime() > deadline) {
                say.accept("Not up after " + TIMEOUT.toSeconds() + " s; it goes on trying. See " + supervisor.log());
                return 1;
            }
        }
        repeat(supervisor);
        return 1;
    }

    private ChildProcess start() {
        List<String> java = new ArrayList<>(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + Installation.HOME + "=" + stack.installation().home(),
                "-cp",
                System.getProperty("java.class.path"),
                Afterimage.class.getName()));
        java.addAll(arguments);
        Path log = stack.folder().log("supervisor");
        try {
            return ChildProcess.startDetached(JavaCommand.of(java), log);
        } catch (IOException e) {
            throw new CommandException("The supervisor cannot be started: " + DataFolder.reason(e));
        }
    }

    private StackFile.Phase phase(ChildProcess supervisor) {
        try {
            return StackFile.read(stack.folder().root())
                    .filter(file ->
                            file.supervisor().pid() == supervisor.handle().pid())
                    .map(StackFile::phase)
                    .orElse(StackFile.Phase.STARTING);
        } catch (IOException e) {
            return StackFile.Phase.STARTING;
        }
    }

    /** What it says while it starts is little, so that its last lines are all. */
    private void repeat(ChildProcess supervisor) {
        List<String> lines = supervisor.lastLines();
        lines.stream().skip(said).forEach(say);
        said = Math.max(said, lines.size());
    }
}
