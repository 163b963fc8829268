package io.afterimage.broker;

import java.util.Locale;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka's own image with the settings of the local broker. */
final class BrokerContainer implements AutoCloseable {
    private static final String IMAGE = "apache/kafka:4.3.1";

    private final KafkaContainer container;

    private BrokerContainer(KafkaContainer container) {
        this.container = container;
    }

    static BrokerContainer started() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        BrokerSettings.common()
                .forEach((name, value) ->
                        container.withEnv("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        container.start();
        return new BrokerContainer(container);
    }

    String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
