package io.afterimage.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of a task and checks the ones that exist against their {@link TopicRules}. Every call is bounded
 * by the timeout given at construction and throws a {@link KafkaException} when the brokers do not answer within it.
 */
public final class TopicAdmin {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;
    private final Duration timeout;

    /** Uses {@code admin} and leaves it open. */
    public TopicAdmin(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * A topic that is missing or breaks a rule.
     *
     * @param topic its full name
     * @param detail one sentence: what is wrong and what is needed
     * @param missing whether the topic does not exist
     */
    public record Finding(String topic, String detail, boolean missing) {}

    /** Checks each topic; an empty list means that all exist and lose nothing. */
    public List<Finding> check(Collection<Topic<?, ?>> topics) {
        List<Finding> findings = new ArrayList<>();
        Map<String, TopicDescription> existing = describe(topics);
        Map<String, Map<String, String>> configurations = configurations(existing.keySet());
        for (Topic<?, ?> topic : topics) {
            TopicDescription description = existing.get(topic.name());
            Map<String, String> configuration = configurations.get(topic.name());
            if (description == null || configuration == null) {
                findings.add(new Finding(topic.name(), "it does not exist", true));
                continue;
            }
            topic.rules()
                    .broken(description.partitions().size(), configuration)
                    .forEach(rule -> findings.add(new Finding(topic.name(), rule, false)));
        }
        return findings;
    }

    /**
     * Creates the topics that are missing, and waits, within the timeout, until the brokers know them: they answer
     * before all of them do.
     *
     * @param replication copies of each record; empty for the cluster's default
     * @return the names of those created
     */
    public List<String> create(Collection<Topic<?, ?>> topics, Optional<Short> replication) {
        Map<String, TopicDescription> existing = describe(topics);
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), replication)
                        .configs(topic.settings()))
                .toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing).values().forEach((name, done) -> {
            try {
                await(done);
                created.add(name);
            } catch (TopicExistsException e) {
                // Somebody else was faster; the check that follows judges what they made.
            }
        });
        awaitKnown(topics);
        return created;
    }

    private void awaitKnown(Collection<Topic<?, ?>> topics) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (describe(topics).size() < topics.size() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Sets the configuration of existing topics to what {@link #create} would have given them. */
    public void repair(Collection<Topic<?, ?>> topics) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = topics.stream()
                .collect(Collectors.toMap(topic -> resource(topic.name()), topic -> topic.settings().entrySet().stream()
                        .map(setting -> new AlterConfigOp(
                                new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        await(admin.incrementalAlterConfigs(changes).all());
    }

    /** The topic's UUID in Kafka's base64 form, if the topic exists. */
    public Optional<String> uuid(Topic<?, ?> topic) {
        return Optional.ofNullable(describe(List.of(topic)).get(topic.name()))
                .map(description -> description.topicId().toString());
    }

    private Map<String, TopicDescription> describe(Collection<Topic<?, ?>> topics) {
        Map<String, TopicDescription> existing = new HashMap<>();
        admin.describeTopics(topics.stream().map(Topic::name).toList())
                .topicNameValues()
                .forEach((name, description) -> {
                    try {
                        existing.put(name, await(description));
                    } catch (UnknownTopicOrPartitionException e) {
                        // Absent from the answer means missing.
                    }
                });
        return existing;
    }

    private Map<String, Map<String, String>> configurations(Collection<String> topics) {
        Map<ConfigResource, Config> found = await(
                admin.describeConfigs(topics.stream().map(TopicAdmin::resource).toList())
                        .all());
        Map<String, Map<String, String>> byTopic = new HashMap<>();
        found.forEach((resource, config) -> byTopic.put(
                resource.name(),
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
        return byTopic;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "No answer from the brokers within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
