package io.afterimage.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the launcher that a stack runs from a build, so that it does not replace the jars below it. */
public final class BuildInUse implements AutoCloseable {
    private final Path marker;

    private BuildInUse(Path marker) {
        this.marker = marker;
    }

    /** Leaves a file that is named after this process, until closed; the launcher passes over those of dead ones. */
    public static BuildInUse mark(Installation installation) throws IOException {
        Path markers = Files.createDirectories(installation.home().resolve("target/stacks"));
        Path marker = markers.resolve(Long.toString(ProcessHandle.current().pid()));
        return new BuildInUse(Files.write(marker, new byte[0]));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(marker);
    }
}
