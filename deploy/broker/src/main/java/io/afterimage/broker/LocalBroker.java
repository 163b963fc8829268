package io.afterimage.broker;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker, its own controller, as a child process with its data in a folder. It can be stopped or killed and
 * started again with the same ports and data. For one thread at a time.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration PROBE = Duration.ofMillis(50);

    /** For a program that ends before compiling its code well would have paid. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final BrokerConfig config;
    private final int port;
    private final int controllerPort;
    private @Nullable ChildProcess process;

    public LocalBroker(BrokerConfig config) {
        this.config = config;
        this.port = fixed(config.port());
        this.controllerPort = fixed(config.controllerPort());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its process, once it was started. */
    public Optional<ChildProcess> process() {
        return Optional.ofNullable(process);
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws BrokerException if it ends before that, or does not answer in time
     */
    public ChildProcess start() throws InterruptedException {
        ChildProcess started = launch();
        awaitAnswer(started);
        return started;
    }

    /** Starts it without waiting for an answer. */
    public ChildProcess launch() throws InterruptedException {
        requireFree(port);
        requireFree(controllerPort);
        try {
            Path settings = writeSettings();
            format(settings);
            ChildProcess started = run(config.javaOptions(), "kafka.Kafka", List.of(settings.toString()));
            process = started;
            return started;
        } catch (IOException e) {
            throw new BrokerException("Kafka could not be started in " + config.folder() + ": " + e.getMessage());
        }
    }

    /** Whether clients can connect. */
    public boolean answers() {
        return LocalPorts.answers(port, Duration.ofSeconds(1));
    }

    /** Stops it in order, within the time that its configuration gives. Nothing happens if it does not run. */
    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop(config.stopTimeout());
        }
    }

    /** Ends it as a crash would. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until the process that was launched answers, and kills it if it does not.
     *
     * @throws BrokerException if it ends before that, or does not answer in time
     */
    public void awaitAnswer(ChildProcess launched) throws InterruptedException {
        try {
            requireAnswer(launched);
        } catch (BrokerException | InterruptedException e) {
            launched.kill();
            throw e;
        }
    }

    private void requireAnswer(ChildProcess started) throws InterruptedException {
        long deadline = System.nanoTime() + config.startTimeout().toNanos();
        while (!answers()) {
            if (started.await(PROBE)) {
                throw new BrokerException("Kafka did not start: " + cause(started));
            }
            if (System.nanoTime() > deadline) {
                throw new BrokerException("Kafka did not answer on port " + port + " within "
                        + config.startTimeout().toSeconds() + " s; see " + config.log());
            }
        }
    }

    /** Gives the data folder its format, which takes a second; one that has it is left as it is. */
    private void format(Path settings) throws IOException, InterruptedException {
        Path data = data();
        if (Files.exists(data.resolve("meta.properties")) && Files.exists(data.resolve("bootstrap.checkpoint"))) {
            return;
        }
        ChildProcess format = run(
                SHORT_LIVED,
                "kafka.tools.StorageTool",
                List.of("format", "--ignore-formatted", "-t", ClusterId.random(), "-c", settings.toString()));
        if (!format.await(config.startTimeout())) {
            format.kill();
            throw new BrokerException("Kafka's data folder was not formatted within "
                    + config.startTimeout().toSeconds() + " s; see " + config.log());
        }
        if (format.exitCode().orElse(0) != 0) {
            throw new BrokerException("Kafka's data folder cannot be formatted: " + cause(format));
        }
    }

    private ChildProcess run(List<String> options, String main, List<String> arguments) throws IOException {
        List<String> java = new ArrayList<>(options);
        java.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                config.classPath(),
                main));
        java.addAll(arguments);
        return ChildProcess.start(JavaCommand.of(java), Map.of(), config.log());
    }

    private Path writeSettings() throws IOException {
        if (data().toString().contains(",")) {
            throw new BrokerException("Kafka cannot keep its data in " + data()
                    + ": it takes the comma for the end of the name. Choose another folder.");
        }
        Files.createDirectories(data());
        Properties properties = new Properties();
        properties.putAll(BrokerSettings.of(data(), port, controllerPort));
        Path file = config.folder().resolve("server.properties");
        // As a stream, which is read as Latin-1: what is none is escaped.
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private Path data() {
        return config.folder().resolve("data").toAbsolutePath();
    }

    private String cause(ChildProcess ended) {
        return BrokerLog.cause(ended.lastLines())
                        .orElseGet(() -> "exit code " + ended.exitCode().orElse(-1))
                + "; see " + config.log();
    }

    private static void requireFree(int port) {
        if (LocalPorts.inUse(port)) {
            throw new BrokerException("Port " + port + " is in use");
        }
    }

    private static int fixed(int port) {
        try {
            return port == 0 ? LocalPorts.free() : port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
