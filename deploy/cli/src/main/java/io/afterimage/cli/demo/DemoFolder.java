package io.afterimage.cli.demo;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a demo keeps its stack's data: in a new folder, or in a temporary one that goes when this is closed.
 *
 * @param data folder of the stack
 * @param log of its supervisor
 * @param temporary what is deleted; empty for nothing
 */
record DemoFolder(Path data, Path log, Optional<Path> temporary) implements AutoCloseable {
    /**
     * Makes it.
     *
     * @param wanted a folder that is not there yet; empty for a temporary one
     */
    static DemoFolder of(Optional<Path> wanted) {
        if (wanted.isPresent()) {
            Path data = wanted.get().toAbsolutePath().normalize();
            if (Files.exists(data)) {
                throw new CommandException(
                        data + " is there already: a demo needs a folder of its own, name a new one.");
            }
            return new DemoFolder(data, data.resolveSibling(data.getFileName() + ".log"), Optional.empty());
        }
        try {
            Path temporary = Files.createTempDirectory("afterimage-demo");
            return new DemoFolder(temporary.resolve("data"), temporary.resolve("up.log"), Optional.of(temporary));
        } catch (IOException e) {
            throw new CommandException("No temporary folder can be made: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        temporary.ifPresent(DemoFolder::delete);
    }

    private static void delete(Path root) {
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
