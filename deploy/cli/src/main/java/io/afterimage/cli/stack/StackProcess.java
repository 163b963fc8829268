package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.Afterimage;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A local stack in a process of its own, as {@code up} runs it. Ctrl-C does not reach it: its owner closes it. For one thread. */
public final class StackProcess implements AutoCloseable {
    /** A little more than its services may take together. */
    private static final Duration STOPPING = Duration.ofSeconds(90);

    private static final int TAIL = 3;

    private final Path data;
    private final ChildProcess process;

    private StackProcess(Path data, ChildProcess process) {
        this.data = data;
        this.process = process;
    }

    /**
     * Starts it, and returns at once.
     *
     * @param data folder for all that it keeps
     * @param log file that it says there how it goes
     * @param environment of all its services, beside this process' own
     */
    public static StackProcess start(Path data, int port, Path log, Map<String, String> environment) {
        List<String> java = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + Installation.HOME + "=" + Installation.current().home(),
                "-cp",
                System.getProperty("java.class.path"),
                Afterimage.class.getName(),
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port));
        try {
            return new StackProcess(data, ChildProcess.start(JavaCommand.of(java), environment, log));
        } catch (IOException e) {
            throw new CommandException("The stack cannot be started: " + DataFolder.reason(e));
        }
    }

    /**
     * What it runs, once all of it is ready.
     *
     * @throws CommandException if it has ended, or says that it cannot get ready
     */
    public Optional<StackFile> ready() {
        if (!process.alive()) {
            throw new CommandException("The stack ended: " + tail());
        }
        Optional<StackFile> file = read();
        if (file.filter(stack -> stack.phase() == StackFile.Phase.STUCK).isPresent()) {
            throw new CommandException("The stack does not get ready: " + tail());
        }
        return file.filter(stack -> stack.phase() == StackFile.Phase.UP)
                .filter(stack -> stack.services().stream().allMatch(StackProcess::isReady));
    }

    private static boolean isReady(StackFile.Service service) {
        return new Endpoint(service.url()).ready().up();
    }

    private Optional<StackFile> read() {
        try {
            return StackFile.read(data);
        } catch (IOException e) {
            throw new CommandException("The stack's file cannot be read: " + DataFolder.reason(e));
        }
    }

    /** What it said last; empty while it has said nothing. */
    public Optional<String> said() {
        return process.lastLines().stream().reduce((earlier, later) -> later);
    }

    private String tail() {
        List<String> lines = process.lastLines();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()))
                .replace("afterimage: ", "");
    }

    @Override
    public void close() {
        List<ProcessHandle> services = process.handle().descendants().toList();
        try {
            process.stop(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Had it to be killed, they are left: nothing of a stack outlives its owner.
        services.forEach(ProcessHandle::destroyForcibly);
    }
}
