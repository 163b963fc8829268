package io.afterimage.service;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What every Kafka client of a service needs to reach the brokers. */
public final class ClientSettings {
    private ClientSettings() {}

    /**
     * The settings for any client: address, TLS and SASL.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @param clientProperties a properties file with TLS and SASL settings
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Map<String, Object> of(String bootstrapServers, Optional<Path> clientProperties) {
        Map<String, Object> client = new HashMap<>();
        clientProperties.ifPresent(file -> read(file).forEach((name, value) -> client.put((String) name, value)));
        client.put("bootstrap.servers", bootstrapServers);
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
