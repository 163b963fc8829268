package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.model.process.LimitedJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
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
    @Override
    public ChildProcess launch() throws IOException {
        empty();
        return ChildProcess.start(JavaCommand.of(java), LimitedJava.NATIVE, log);
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
