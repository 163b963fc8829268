package io.afterimage.trainer.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

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

    /** Deletes all of it; what is gone already is no failure. */
    @Override
    public void close() throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
