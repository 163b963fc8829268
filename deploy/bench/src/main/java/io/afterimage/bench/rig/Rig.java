package io.afterimage.bench.rig;

import io.afterimage.broker.BrokerException;
import io.afterimage.broker.LocalBroker;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.BuildInUse;
import io.afterimage.cli.stack.DataFolder;
import io.afterimage.cli.stack.LocalStack;
import io.afterimage.cli.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The shipped broker on this machine, and what runs beside it. For one thread, which also closes it. */
public final class Rig implements AutoCloseable {
    private final Programs programs;
    private final DataFolder folder;
    private final Ports ports;
    private final LocalBroker broker;
    private final BuildInUse inUse;
    private final boolean temporary;
    private final String device;

    private Rig(Programs programs, DataFolder folder, Ports ports, boolean temporary, String device)
            throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.ports = ports;
        this.temporary = temporary;
        this.device = device;
        this.broker = stack("").broker();
        this.inUse = BuildInUse.mark(programs.installation());
    }

    /**
     * Starts a broker and returns once it answers.
     *
     * @param temporary whether the folder is deleted afterwards
     * @param device where models run, as the classifier names it
     */
    public static Rig start(Programs programs, Path folder, Ports ports, boolean temporary, String device)
            throws InterruptedException {
        Rig rig;
        try {
            rig = new Rig(programs, DataFolder.open(folder), ports, temporary, device);
        } catch (IOException e) {
            throw new CommandException("The bench cannot run in " + folder + ": " + e.getMessage());
        }
        try {
            rig.broker.start();
            return rig;
        } catch (BrokerException | InterruptedException e) {
            rig.close();
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A task of its own on this broker: its topics, without a model yet.
     *
     * @param prefix start of its topics' names
     * @param partitions of its images
     */
    public Task task(String prefix, int partitions) {
        return Task.create(programs, stack(prefix), partitions);
    }

    /** Where models run, as the classifier names it. */
    public String device() {
        return device;
    }

    public LocalBroker broker() {
        return broker;
    }

    public Programs programs() {
        return programs;
    }

    /** The file that a child logs to. */
    public Path log(String name) {
        return folder.log(name);
    }

    /** A file of the bench's own. */
    public Path file(String name) {
        return folder.root().resolve(name);
    }

    /** The broker's process, for its share of the work. */
    public List<ProcessHandle> brokerProcess() {
        Optional<ChildProcess> process = broker.process();
        return process.map(running -> List.of(running.handle())).orElse(List.of());
    }

    @Override
    public void close() {
        broker.close();
        try {
            inUse.close();
            if (temporary) {
                delete(folder.root());
            }
        } catch (IOException e) {
            throw new CommandException("Not deleted: " + e.getMessage());
        }
    }

    private LocalStack stack(String prefix) {
        return new LocalStack(programs.installation(), folder, ports, prefix, Optional.of(device), Optional.empty());
    }

    private static void delete(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
