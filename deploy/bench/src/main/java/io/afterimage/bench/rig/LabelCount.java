package io.afterimage.bench.rig;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the labels of a topic, those of aborted transactions included: images that were inferred, and again later. */
public final class LabelCount {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private LabelCount() {}

    /** All labels that were ever written, committed or not. */
    public static long written(Map<String, Object> client, Topic<String, Label> labels) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(labels.name(), TIMEOUT).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return count(consumer, consumer.endOffsets(partitions, TIMEOUT));
        }
    }

    private static long count(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue())) {
            count += consumer.poll(POLL).count();
        }
        return count;
    }
}
