package io.afterimage.classifier.ops;

import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether the brokers answer and the topics lose nothing. For one thread. */
final class TopicGate implements AutoCloseable {
    private final Admin admin;
    private final TopicAdmin topicAdmin;
    private final Topics topics;
    private final String brokers;

    TopicGate(Map<String, Object> client, Topics topics, Duration patience) {
        this.topics = topics;
        this.brokers = String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        admin = Admin.create(client);
        topicAdmin = new TopicAdmin(admin, patience);
    }

    /** Why the classifier must not start yet, in one line; empty if nothing is in the way. */
    String obstacle() {
        List<Topic<?, ?>> used =
                List.of(topics.images(), topics.labels(), topics.deadLetters(), topics.models(), topics.classifiers());
        try {
            List<TopicAdmin.Finding> findings = topicAdmin.check(used);
            if (findings.isEmpty()) {
                return "";
            }
            boolean onlyMissing = findings.stream().allMatch(TopicAdmin.Finding::missing);
            return findings.stream()
                            .map(finding -> "topic " + finding.topic() + ": " + finding.detail())
                            .collect(Collectors.joining("; "))
                    + ". Run 'afterimage topics create" + (onlyMissing ? "" : " --repair") + "'.";
        } catch (KafkaException e) {
            return "waiting for brokers at " + brokers + ": " + e.getMessage();
        }
    }

    /** Kafka's id of the images topic. */
    String imagesUuid() {
        return topicAdmin.uuid(topics.images()).orElseThrow(() -> new KafkaException("The images topic is gone"));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
