package io.afterimage.trainer.ops;

import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** Why the trainer must not start yet, in one line; empty if nothing is in the way. */
    String obstacle() {
        try {
            return told(findings());
        } catch (KafkaException e) {
            // A name that does not resolve yet is the cause of the client's own failure.
            Throwable cause = e.getCause() instanceof KafkaException deeper ? deeper : e;
            return "waiting for brokers at " + client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": "
                    + cause.getMessage();
        }
    }

    private List<TopicAdmin.Finding> findings() {
        Admin admin = Admin.create(client);
        try {
            return new TopicAdmin(admin, patience).check(topics.all());
        } finally {
            // Without a limit it waits a minute for what nobody answers.
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
