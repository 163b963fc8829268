package io.afterimage.cli.stack;

import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** How the classifiers of a cluster are, by what they report to it. */
final class ClusterStatus {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final Topics topics;
    private final Clock clock;

    ClusterStatus(Map<String, Object> client, Topics topics, Clock clock) {
        this.client = client;
        this.topics = topics;
        this.clock = clock;
    }

    /** Reads the topics; that it cannot be done is an answer as well. */
    Reported read() {
        try {
            Optional<Topic<?, ?>> missing = Stream.<Topic<?, ?>>of(topics.models(), topics.classifiers())
                    .filter(topic -> !exists(topic))
                    .findFirst();
            if (missing.isPresent()) {
                return Reported.failed("topic " + missing.get().name()
                        + " does not exist; 'afterimage topics create' makes what is missing");
            }
            return reported();
        } catch (TimeoutException e) {
            return Reported.failed("no answer from " + client.get("bootstrap.servers") + " within "
                    + TIMEOUT.toSeconds() + " s; are the brokers up, and is the address right?");
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Reported.failed("Kafka at " + client.get("bootstrap.servers") + ": " + cause.getMessage());
        }
    }

    private Reported reported() {
        String live = new ModelLog(client, topics.models(), TIMEOUT, clock)
                .read()
                .live()
                .map(ModelVersion::version)
                .orElse(null);
        return new Reported(
                "",
                live,
                Classifiers.of(ClassifierReports.read(client, topics.classifiers(), TIMEOUT), clock.instant()));
    }

    /** Asked first: a consumer of a topic that does not exist would wait for it, or make the brokers create it. */
    private boolean exists(Topic<?, ?> topic) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        try (Admin admin = Admin.create(config)) {
            return new TopicAdmin(admin, TIMEOUT).uuid(topic).isPresent();
        }
    }
}
