package io.afterimage.cli.stack;

import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** Creates a stack's topics and makes sure that those which were there lose nothing. */
final class TopicSetup {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private TopicSetup() {}

    /** Creates what is missing and says what is wrong with the rest, in one line. */
    static Optional<String> prepare(Map<String, Object> client, Topics topics) {
        try (Admin admin = Admin.create(client)) {
            TopicAdmin topicAdmin = new TopicAdmin(admin, TIMEOUT);
            topicAdmin.create(topics.all(), Optional.empty());
            return topicAdmin.check(topics.all()).stream()
                    .map(finding -> "Topic " + finding.topic() + " would lose data: " + finding.detail())
                    .reduce((first, second) -> first + "; " + second);
        }
    }
}
