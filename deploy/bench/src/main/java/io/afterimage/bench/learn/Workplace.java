package io.afterimage.bench.learn;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a bench keeps what it needs to go on later: a folder of its own, or a temporary one, which goes when this is closed. */
public record Workplace(Path folder, boolean temporary) implements AutoCloseable {
    /**
     * Makes it.
     *
     * @param out where figures are kept; empty for nowhere
     * @param bench whose it is
     */
    public static Workplace of(Optional<Path> out, String bench) {
        try {
            return out.isPresent()
                    ? new Workplace(
                            Files.createDirectories(
                                    out.get().resolve(bench).toAbsolutePath().normalize()),
                            false)
                    : new Workplace(Files.createTempDirectory("afterimage-bench"), true);
        } catch (IOException e) {
            throw new CommandException("--out: " + e.getMessage());
        }
    }

    Results results() {
        return Results.in(folder.resolve("results.jsonl"));
    }

    /** A folder as it was left. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** A folder that is not there any more, whatever was in it. */
    public Path fresh(String name) {
        Path path = path(name);
        delete(path);
        return path;
    }

    @Override
    public void close() {
        if (temporary) {
            delete(folder);
        }
    }

    private static void delete(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new CommandException("Not deleted: " + e.getMessage());
        }
    }
}
