package io.afterimage.trainer.run;

import io.afterimage.model.process.LimitedJava;
import io.afterimage.model.process.ProcessFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What service and child of one run exchange, and all that the child may leave behind: it is its temporary folder too. */
record RunFolder(Path path) implements AutoCloseable {
    static RunFolder create(Path path) throws IOException {
        return new RunFolder(Files.createDirectories(path));
    }

    Path order() {
        return path.resolve("order.json");
    }

    /** The data set, frozen. */
    Path snapshot() {
        return path.resolve("snapshot.json");
    }

    /** The test examples that this run's gate may use. */
    Path test() {
        return path.resolve("test.json");
    }

    Path live() {
        return path.resolve("live.onnx");
    }

    Path candidate() {
        return path.resolve("candidate.onnx");
    }

    Path candidateScores() {
        return path.resolve("candidate-scores.json");
    }

    Path liveScores() {
        return path.resolve("live-scores.json");
    }

    /** Keeps the log of a crash beside this folder, in place of the one before; empty if there is none. */
    Optional<Path> keepCrashLog() {
        Path log = LimitedJava.crashLog(path);
        try {
            return Files.exists(log)
                    ? Optional.of(
                            Files.move(log, path.resolveSibling("last-crash.log"), StandardCopyOption.REPLACE_EXISTING))
                    : Optional.empty();
        } catch (IOException e) {
            // Why it crashed is told all the same.
            return Optional.empty();
        }
    }

    /** Deletes all of it; what is gone already is no failure. */
    @Override
    public void close() throws IOException {
        ProcessFolder.delete(path);
    }
}
