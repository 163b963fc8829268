package io.afterimage.cli.reading;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A command's first contact with the brokers: bounded in time, and before any client could make the brokers create a
 * topic with settings that nobody chose.
 */
public final class ExistingTopics {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private ExistingTopics() {}

    /**
     * Returns once it is known that the topics exist.
     *
     * @throws CommandException if one does not, or the brokers do not answer
     */
    public static void require(Map<String, Object> client, Topic<?, ?>... topics) {
        ask(client, admin -> {
            for (Topic<?, ?> topic : topics) {
                if (admin.uuid(topic).isEmpty()) {
                    throw new CommandException(
                            "Topic " + topic.name() + " does not exist. 'afterimage topics create' makes it.");
                }
            }
            return true;
        });
    }

    /**
     * Asks the brokers something.
     *
     * @throws CommandException if they cannot be reached or do not answer
     */
    public static <A> A ask(Map<String, Object> client, Function<TopicAdmin, A> question) {
        Map<String, Object> config = new HashMap<>(client);
        config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        try (Admin admin = Admin.create(config)) {
            return question.apply(new TopicAdmin(admin, TIMEOUT));
        } catch (TimeoutException e) {
            throw new CommandException("The brokers at " + client.get("bootstrap.servers")
                    + " do not answer. Are they up, and" + " is the address right?");
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    "The brokers at " + client.get("bootstrap.servers") + " cannot be asked: " + cause.getMessage());
        }
    }
}
