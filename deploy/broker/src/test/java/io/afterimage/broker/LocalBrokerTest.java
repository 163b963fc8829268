package io.afterimage.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.broker.process.ChildProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LocalBrokerTest {
    private static final String CLASS_PATH = BrokerClassPath.jars();

    @Test
    void dataOutlivesAStopAndACrash(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(folder, CLASS_PATH))) {
            broker.start();
            Records.createTopic(broker.bootstrapServers(), "kept");
            Records.send(broker.bootstrapServers(), "kept", "before");

            broker.stop();
            assertThat(broker.process()).get().extracting(ChildProcess::alive).isEqualTo(false);
            broker.start();
            Records.send(broker.bootstrapServers(), "kept", "between");

            broker.kill();
            broker.start();

            assertThat(Records.read(broker.bootstrapServers(), "kept", 2)).containsExactly("before", "between");
        }
    }

    /** A broker of 4.3.0 or 4.3.1 leaves it open, and whoever reads what is committed waits for ever (KAFKA-20734). */
    @Test
    void aTransactionThatACrashLeftOpenIsAborted(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(folder, CLASS_PATH))) {
            broker.start();
            Records.createTopic(broker.bootstrapServers(), "kept");
            Records.sendUncommitted(broker.bootstrapServers(), "kept", "half done", Duration.ofSeconds(1));

            broker.kill();
            broker.start();
            Records.send(broker.bootstrapServers(), "kept", "after");

            assertThat(Records.read(broker.bootstrapServers(), "kept", 1)).containsExactly("after");
        }
    }

    @Test
    void aFolderMayBeNamedInAnyScript(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("grüne Äpfel 日本 \\ #1");
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(folder, CLASS_PATH))) {
            broker.start();
            Records.createTopic(broker.bootstrapServers(), "kept");
            // The folder is there once a record is.
            Records.send(broker.bootstrapServers(), "kept", "record");

            assertThat(folder.resolve("data").resolve("kept-0")).isDirectory();
        }
    }

    @Test
    void aFolderWithACommaIsRefused(@TempDir Path parent) {
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(parent.resolve("a,b"), CLASS_PATH))) {
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("comma")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void aPortInUseIsSaidInOneLine(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LocalBroker broker =
                        new LocalBroker(BrokerConfig.in(folder, CLASS_PATH).withPorts(taken.getLocalPort(), 0))) {
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void whyTheProcessEndedIsSaidInOneLine(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("data"), "a file in the way");
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(folder, CLASS_PATH))) {
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("Kafka could not be started in ")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void aClassPathWithoutKafkaIsSaidInOneLine(@TempDir Path folder) {
        try (LocalBroker broker = new LocalBroker(BrokerConfig.in(folder, folder.toString()))) {
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("kafka.tools.StorageTool")
                    .message()
                    .hasLineCount(1);
        }
    }
}
