package io.afterimage.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The jars of Kafka's server, which the tests' own class path does not have: as the build has found them. */
public final class BrokerClassPath {
    private BrokerClassPath() {}

    /** As {@code java -cp} takes it. */
    public static String jars() {
        try (InputStream file = BrokerClassPath.class.getResourceAsStream("/broker.classpath")) {
            if (file == null) {
                throw new IllegalStateException(
                        "Build deploy/broker with Maven first: it notes where Kafka's jars are");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
