package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.runs.TrainerClient;
import io.afterimage.cli.stack.DataFolder;
import io.afterimage.cli.stack.Installation;
import io.afterimage.cli.stack.StackFile;
import io.afterimage.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A local stack as {@code up} runs it, in a process of its own. For one thread, which also closes it. */
public final class Scene implements AutoCloseable {
    private static final Duration UP = Duration.ofMinutes(3);
    private static final Duration DOWN = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 300;

    private final Path data;
    private final int port;
    private final ChildProcess process;
    private final Thread ending;

    private Scene(Path data, int port, ChildProcess process) {
        this.data = data;
        this.port = port;
        this.process = process;
        this.ending = new Thread(() -> process.handle().destroy());
    }

    /**
     * Starts it and returns once all of it is ready.
     *
     * @param model options of up that name the model
     * @param environment of all services
     */
    public static Scene start(Path data, int port, List<String> model, Map<String, String> environment)
            throws InterruptedException {
        List<String> java = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dafterimage.home=" + Installation.current().home(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.afterimage.cli.Afterimage",
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        java.addAll(model);
        try {
            Scene scene = new Scene(data, port, ChildProcess.start(JavaCommand.of(java), environment, log(data)));
            Runtime.getRuntime().addShutdownHook(scene.ending);
            try {
                scene.await("The stack is not ready", UP, scene::ready);
                return scene;
            } catch (CommandException | InterruptedException e) {
                scene.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CommandException("The stack cannot be started: " + e.getMessage());
        }
    }

    public Commands commands() {
        return new Commands(data);
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    Topics topics() {
        return new Topics(Topics.DEFAULT_PREFIX);
    }

    /** Where models lie. */
    Path models() {
        return data.resolve("store").resolve("models");
    }

    /** The trainer's console, with the token that lets people answer. */
    public String console(String page) {
        String token;
        try {
            token = Files.readString(new DataFolder(data).httpToken()).strip();
        } catch (IOException e) {
            throw new CommandException("The token cannot be read: " + e.getMessage());
        }
        return trainerUrl() + "/#" + page + (page.contains("?") ? "&" : "?") + "token=" + token;
    }

    /** What the trainer answers; empty while it is starved. */
    public Optional<JsonNode> ask(String path) {
        return new TrainerClient(trainerUrl(), new DataFolder(data).httpToken()).ask(path);
    }

    private String trainerUrl() {
        return file().services().stream()
                .filter(service -> service.name().equals("trainer"))
                .map(StackFile.Service::url)
                .findFirst()
                .orElseThrow(() -> new CommandException("No trainer runs in " + data));
    }

    /** The trainer's process as it is now. */
    ProcessHandle trainer() {
        return trainerIfAny().orElseThrow(() -> new CommandException("No trainer runs in " + data));
    }

    /** The trainer's process; empty while there is none. */
    Optional<ProcessHandle> trainerIfAny() {
        return file().services().stream()
                .filter(service -> service.name().equals("trainer"))
                .findFirst()
                .flatMap(service -> service.process().handle());
    }

    /** Whether all of it is ready. */
    boolean ready() {
        if (!process.alive()) {
            throw new CommandException("The stack ended: " + String.join(" | ", tail()));
        }
        JsonNode status = commands().answer("status");
        boolean trainer = false;
        for (JsonNode service : status.path("services")) {
            trainer |= service.path("name").asText().equals("trainer")
                    && service.path("ready").asBoolean();
        }
        return trainer && status.path("ready").asBoolean();
    }

    /**
     * Waits until something is so.
     *
     * @throws CommandException with the words if it is not in time
     */
    public void await(String otherwise, Duration most, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new CommandException(otherwise + " after " + most.toSeconds() + " s; see the logs in " + data);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private StackFile file() {
        try {
            return StackFile.read(data).orElseThrow(() -> new CommandException("Nothing is up in " + data));
        } catch (IOException e) {
            throw new CommandException("The stack's file cannot be read: " + e.getMessage());
        }
    }

    private List<String> tail() {
        List<String> lines = process.lastLines();
        return lines.subList(Math.max(0, lines.size() - 5), lines.size());
    }

    /** Beside the data: its folder is made by up. */
    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + "-up.log");
    }

    @Override
    public void close() {
        try {
            process.stop(DOWN);
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This process is ending, and the hook does the same.
            return;
        }
    }
}
