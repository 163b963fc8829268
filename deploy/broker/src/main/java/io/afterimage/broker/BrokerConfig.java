package io.afterimage.broker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how a broker runs.
 *
 * @param folder its own folder: data, settings
 * @param port where clients connect; 0 takes a free one, which then stays the same
 * @param controllerPort where it talks to itself; 0 takes a free one
 * @param classPath jars of Kafka's server
 * @param heap its largest heap, as {@code -Xmx} takes it
 * @param log file that it logs to
 * @param startTimeout most time until it answers
 * @param stopTimeout time to stop in order, before it is killed
 */
public record BrokerConfig(
        Path folder,
        int port,
        int controllerPort,
        String classPath,
        String heap,
        Path log,
        Duration startTimeout,
        Duration stopTimeout) {

    /** Free ports, a heap of 512 MB and a log file in its folder. */
    public static BrokerConfig in(Path folder, String classPath) {
        return new BrokerConfig(
                folder,
                0,
                0,
                classPath,
                "512m",
                folder.resolve("broker.log"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }

    public BrokerConfig withPorts(int clients, int controller) {
        return new BrokerConfig(folder, clients, controller, classPath, heap, log, startTimeout, stopTimeout);
    }

    public BrokerConfig withLog(Path file) {
        return new BrokerConfig(folder, port, controllerPort, classPath, heap, file, startTimeout, stopTimeout);
    }

    public BrokerConfig withHeap(String largest) {
        return new BrokerConfig(folder, port, controllerPort, classPath, largest, log, startTimeout, stopTimeout);
    }
}
