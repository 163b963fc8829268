package io.afterimage.broker;

import io.afterimage.broker.process.FewCores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where and how a broker runs.
 *
 * @param folder its own folder: data, settings
 * @param port where clients connect; 0 takes a free one, which then stays the same
 * @param controllerPort where it talks to itself; 0 takes a free one
 * @param classPath jars of Kafka's server
 * @param javaOptions options of its Java, such as its largest heap
 * @param log file that it logs to
 * @param startTimeout most time until it answers
 * @param stopTimeout time to stop in order, before it is killed
 */
public record BrokerConfig(
        Path folder,
        int port,
        int controllerPort,
        String classPath,
        List<String> javaOptions,
        Path log,
        Duration startTimeout,
        Duration stopTimeout) {

    /** Free ports, a heap of 512 MB, the compiler that fits the cores, and a log file in its folder. */
    public static BrokerConfig in(Path folder, String classPath) {
        return new BrokerConfig(
                folder,
                0,
                0,
                classPath,
                Stream.concat(Stream.of("-Xmx512m"), FewCores.options().stream())
                        .toList(),
                folder.resolve("broker.log"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }

    public BrokerConfig withPorts(int clients, int controller) {
        return new BrokerConfig(folder, clients, controller, classPath, javaOptions, log, startTimeout, stopTimeout);
    }

    public BrokerConfig withLog(Path file) {
        return new BrokerConfig(folder, port, controllerPort, classPath, javaOptions, file, startTimeout, stopTimeout);
    }

    public BrokerConfig withJavaOptions(List<String> options) {
        return new BrokerConfig(
                folder, port, controllerPort, classPath, List.copyOf(options), log, startTimeout, stopTimeout);
    }
}
