package io.afterimage.trainer.ops;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What every Kafka client of the trainer needs to reach the brokers. */
final class ClientSettings {
    private ClientSettings() {}

    /** The settings for any client: address, TLS and SASL. */
    static Map<String, Object> of(TrainerConfig config) {
        Map<String, Object> client = new HashMap<>();
        config.clientProperties()
                .ifPresent(file -> read(file).forEach((name, value) -> client.put((String) name, value)));
        client.put("bootstrap.servers", config.bootstrapServers());
        return Map.copyOf(client);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read afterimage.client-properties " + file, e);
        }
        return properties;
    }
}
