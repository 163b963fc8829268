package io.afterimage.bench.rig;

import io.afterimage.broker.LocalPorts;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a bench runs. */
public final class RigOptions {
    private static final int ROW = 4;
    private static final int LAST = 65_000;

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
        try {
            return new Ports(port == 0 ? freeRow() : port);
        } catch (IOException e) {
            throw new CommandException("No free ports: " + e.getMessage());
        }
    }

    /** The first of four ports in a row that nobody listens on. */
    public static int freeRow() throws IOException {
        int first = LocalPorts.free();
        while (first > LAST || !free(first)) {
            first = LocalPorts.free();
        }
        return first;
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
