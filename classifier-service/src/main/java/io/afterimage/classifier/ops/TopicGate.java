package io.afterimage.classifier.ops;

import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether the brokers answer and the topics lose nothing, with a client of its own for each look. */
final class TopicGate {
    private final Map<String, Object> client;
    private final Topics topics;
    private final Duration patience;

    TopicGate(Map<String, Object> client, Topics topics, Duration patience) {
        this.client = client;
        this.topics = topics;
        this.patience = patience;
    }

    /** Why the classifier must not start yet, in one line; empty if nothing is in the way. */
    String obstacle() {
        List<Topic<?, ?>> used =
                List.of(topics.images(), topics.labels(), topics.deadLetters(), topics.models(), topics.classifiers());
        try {
            return told(ask(admin -> admin.check(used)));
        } catch (KafkaException e) {
            // A name that does not resolve yet is the cause of the client's own failure.
            Throwable cause = e.getCause() instanceof KafkaException deeper ? deeper : e;
            return "waiting for brokers at " + client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": "
                    + cause.getMessage();
        }
    }

    /** Kafka's id of the images topic. */
    String imagesUuid() {
        return ask(admin -> admin.uuid(topics.images()))
                .orElseThrow(() -> new KafkaException("The images topic is gone"));
    }

    private <T> T ask(Function<TopicAdmin, T> question) {
        Admin admin = Admin.create(client);
        try {
            return question.apply(new TopicAdmin(admin, patience));
        } finally {
            // Whatever brokers have not answered by now is not waited for: a plain close would wait a minute.
            admin.close(Duration.ZERO);
        }
    }

    private static String told(List<TopicAdmin.Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        boolean onlyMissing = findings.stream().allMatch(TopicAdmin.Finding::missing);
        return findings.stream()
                        .map(finding -> "topic " + finding.topic() + ": " + finding.detail())
                        .collect(Collectors.joining("; "))
                + ". Run 'afterimage topics create" + (onlyMissing ? "" : " --repair") + "'.";
    }
}
