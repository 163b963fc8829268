package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Quarkus service of a local stack.
 *
 * @param name what it is called
 * @param endpoint where it listens
 * @param java options, program and arguments of its Java
 * @param log file that it logs to
 */
record HttpService(String name, Endpoint endpoint, List<String> java, Path log) implements Service {
    @Override
    public ChildProcess launch() throws IOException {
        // Native buffers of models come and go; with an arena per thread glibc would never give them back. And a broken
        // image has its dead letter: it need not also make OpenCV write a line for each of its strips.
        Map<String, String> environment = Map.of("MALLOC_ARENA_MAX", "2", "OPENCV_LOG_LEVEL", "SILENT");
        return ChildProcess.start(JavaCommand.of(java), environment, log);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(35);
    }
}
