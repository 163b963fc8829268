package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Quarkus service of a local stack.
 *
 * @param name what it is called
 * @param endpoint where it listens
 * @param java options, program and arguments of its Java
 * @param log file that it logs to
 * @param temporary folder for its temporary files, emptied before each start: native libraries are unpacked there, and
 *     a process that is killed leaves them behind
 */
public record HttpService(String name, Endpoint endpoint, List<String> java, Path log, Path temporary)
        implements Service {
    /**
     * What is set for a process that infers or trains. Native buffers of models come and go; with an arena per thread glibc
     * would never give them back. A broken image has its dead letter: it need not also make OpenCV write a line for each of
     * its strips. And threads of OpenMP and OpenBLAS that wait by spinning would take the cores from each other.
     */
    public static final Map<String, String> ENVIRONMENT = Map.of(
            "MALLOC_ARENA_MAX", "2",
            "OPENCV_LOG_LEVEL", "SILENT",
            "GOMP_SPINCOUNT", "1000",
            "OPENBLAS_THREAD_TIMEOUT", "8");

    @Override
    public ChildProcess launch() throws IOException {
        empty();
        return ChildProcess.start(JavaCommand.of(java), ENVIRONMENT, log);
    }

    private void empty() throws IOException {
        Files.createDirectories(temporary);
        List<Path> deepestFirst;
        try (Stream<Path> left = Files.walk(temporary)) {
            deepestFirst = left.filter(path -> !path.equals(temporary))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(35);
    }
}
