package io.afterimage.cli.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What the supervisor of a local stack tells the other commands, as {@code stack.json} in the data folder.
 *
 * @param bootstrapServers where the broker listens
 * @param topicPrefix prefix of the topics
 * @param store root of the store
 * @param supervisor the process that keeps the others running
 * @param services its children, in the order of their start
 * @param phase how far its start has come
 */
public record StackFile(
        String bootstrapServers,
        String topicPrefix,
        String store,
        Pid supervisor,
        List<Service> services,
        Phase phase) {
    private static final String NAME = "stack.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** How far the start of a stack has come. */
    public enum Phase {
        STARTING,
        /** All runs, and what should be ready is. */
        UP,
        /** The supervisor has said what is wrong and keeps trying. */
        STUCK
    }

    /**
     * A process that is told from a later one with the same number by its start.
     *
     * @param pid the operating system's number
     * @param startedAt its start in Unix milliseconds
     */
    public record Pid(long pid, long startedAt) {
        /** Two processes may see the start of a third a second apart: it is counted from the start of the machine. */
        private static final long TOLERANCE_MILLIS = 2_000;

        /** The process as it is now, if it still runs; one that has ended but was not reaped has no command left. */
        public Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> Math.abs(startOf(handle) - startedAt) <= TOLERANCE_MILLIS)
                    .filter(handle -> handle.info().command().isPresent());
        }

        public static Pid of(ProcessHandle handle) {
            return new Pid(handle.pid(), startOf(handle));
        }

        private static long startOf(ProcessHandle handle) {
            return handle.info()
                    .startInstant()
                    .map(start -> start.toEpochMilli())
                    .orElse(0L);
        }
    }

    /** One child: {@code url} is where it listens, {@code kafka://host:port} for the broker. */
    public record Service(String name, Pid process, String url) {}

    /** The stack of a data folder, if one was ever started there and its file was not removed in order. */
    public static Optional<StackFile> read(Path data) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(data.resolve(NAME)), StackFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Replaces the file at once, so that no reader sees a part of it. */
    public void write(Path data) throws IOException {
        Path part = data.resolve(NAME + ".part");
        Files.write(part, JSON.writeValueAsBytes(this));
        Files.move(part, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void delete(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /** Whether the supervisor still runs. */
    public boolean alive() {
        return supervisor.handle().isPresent();
    }
}
