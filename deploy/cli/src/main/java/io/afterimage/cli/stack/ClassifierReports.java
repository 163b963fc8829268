package io.afterimage.cli.stack;

import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.ClassifierReport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the latest report of every classifier from the topic that they report to. */
final class ClassifierReports {
    private static final Duration POLL = Duration.ofMillis(100);

    private ClassifierReports() {}

    /**
     * The latest report of each instance that has not stopped in order.
     *
     * @throws TimeoutException if the topic is not read to its end in time
     */
    static Collection<ClassifierReport> read(
            Map<String, Object> client, Topic<String, ClassifierReport> topic, Duration timeout) {
        Map<String, ClassifierReport> latest = new HashMap<>();
        readAll(client, topic.name(), timeout, (instance, value) -> {
            ClassifierReport report = parse(topic, value);
            if (report == null) {
                latest.remove(instance);
            } else {
                latest.put(instance, report);
            }
        });
        return latest.values();
    }

    private static void readAll(
            Map<String, Object> client, String topic, Duration timeout, BiConsumer<String, byte @Nullable []> handler) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config(client), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, timeout).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
            while (partitions.stream()
                    .anyMatch(part -> consumer.position(part, timeout) < ends.getOrDefault(part, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(topic + " was not read within " + timeout.toSeconds() + " s");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    handler.accept(record.key(), record.value());
                }
            }
        }
    }

    private static Map<String, Object> config(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }

    /** A record that is no report counts as none. */
    private static @Nullable ClassifierReport parse(Topic<String, ClassifierReport> topic, byte @Nullable [] value) {
        try {
            return topic.valueSerde().deserializer().deserialize(topic.name(), value);
        } catch (MalformedEventException e) {
            return null;
        }
    }
}
