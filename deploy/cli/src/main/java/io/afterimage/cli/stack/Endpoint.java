package io.afterimage.cli.stack;

import io.afterimage.broker.LocalPorts;
import java.net.URI;
import java.time.Duration;

/**
 * Where a part of the local stack listens, and how it is asked how it is.
 *
 * @param url {@code kafka://host:port}, or the base URL of a Quarkus service
 */
public record Endpoint(String url) {
    private static final String KAFKA = "kafka://";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    static Endpoint kafka(String bootstrapServers) {
        return new Endpoint(KAFKA + bootstrapServers);
    }

    boolean isKafka() {
        return url.startsWith(KAFKA);
    }

    /** Whether its process does what it should. If it does not for long, the process is replaced. */
    public Health live() {
        return isKafka() ? connects() : Health.of(url + "/q/health/live");
    }

    /** Whether it serves. */
    public Health ready() {
        return isKafka() ? connects() : Health.of(url + "/q/health/ready");
    }

    private Health connects() {
        return LocalPorts.answers(URI.create(url).getPort(), TIMEOUT)
                ? Health.UP
                : Health.down("it does not answer on " + url.substring(KAFKA.length()));
    }
}
