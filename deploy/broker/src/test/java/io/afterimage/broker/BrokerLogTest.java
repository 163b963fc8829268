package io.afterimage.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerLogTest {
    @Test
    void theInnermostCauseIsTaken() {
        assertThat(BrokerLog.cause(List.of(
                        "2026-01-01T00:00:00.000Z [main] ERROR kafka.Kafka$ - Exiting Kafka due to fatal exception",
                        "org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092",
                        "\tat kafka.network.Acceptor.openServerSocket(SocketServer.scala:1)",
                        "Caused by: java.net.BindException: Address already in use",
                        "\t... 6 more",
                        "2026-01-01T00:00:00.001Z [main] INFO kafka.Kafka - shutting down")))
                .hasValue("Address already in use");
    }

    @Test
    void anErrorServesWhereThereIsNoException() {
        assertThat(BrokerLog.cause(List.of("Starting", "[main] ERROR kafka.Kafka$ - No space left", "Ended")))
                .hasValue("No space left");
    }

    @Test
    void theLastLineServesWhereNothingIsMarked() {
        assertThat(BrokerLog.cause(List.of("Starting", "Error: Could not find or load main class X", "")))
                .hasValue("Error: Could not find or load main class X");
    }

    @Test
    void nothingWasWritten() {
        assertThat(BrokerLog.cause(List.of())).isEmpty();
    }
}
