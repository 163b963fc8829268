package io.afterimage.bench.rig;

import io.afterimage.broker.LocalPorts;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a bench runs. */
public final class RigOptions {
    private static final int ROW = 4;
    /** Below those of outgoing connections: the stack's own would take one before it is listened on. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 1000;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "First of four ports: Kafka, its controller, two classifiers (default: free ones).")
    private int port;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Folder for the broker's data and the logs, a new or empty one; it is kept (default: a temporary"
                            + " one, which is deleted).")
    private @Nullable Path work;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "Where models run: cpu, or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    /** Starts a broker and returns once it answers. */
    public Rig start() throws InterruptedException {
        return Rig.start(Programs.installed(), folder(), ports(), work == null, device);
    }

    private Path folder() {
        try {
            return work == null
                    ? Files.createTempDirectory("afterimage-bench")
                    : work.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new CommandException("No temporary folder can be made: " + e.getMessage());
        }
    }

    private Ports ports() {
        return new Ports(port == 0 ? freeRow() : port);
    }

    /** The first of four ports in a row that nobody listens on. */
    public static int freeRow() {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST, LAST)
                .filter(RigOptions::free)
                .findFirst()
                .orElseThrow(
                        () -> new CommandException("--port: no four free ports were found in a row; name the first"));
    }

    private static boolean free(int first) {
        for (int i = 0; i < ROW; i++) {
            if (LocalPorts.inUse(first + i)) {
                return false;
            }
        }
        return true;
    }
}
