package io.afterimage.classifier;

import static org.awaitility.Awaitility.await;

import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a task's instances have written and committed by now. For one thread, which also closes it. */
public final class TestResults implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Label> labels = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    /** Of a task whose topics exist. */
    public TestResults(TestTask task) {
        topics = task.topics();
        Map<String, Object> committed = new HashMap<>(task.client());
        committed.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.labels(), topics.deadLetters(), topics.classifiers())
                .flatMap(this::partitions)
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Labels, once at least so many are there, and whatever else there is. */
    public List<Label> labels(int count) {
        await().atMost(PATIENCE).until(() -> labels().size() >= count);
        return labels();
    }

    public List<Label> labels() {
        look();
        return List.copyOf(labels);
    }

    /** Dead letters, once at least so many are there, and whatever else there is. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        await().atMost(PATIENCE).until(() -> deadLetters().size() >= count);
        return deadLetters();
    }

    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        look();
        return List.copyOf(deadLetters);
    }

    /** What instances reported of themselves, as text. */
    public List<String> reports() {
        look();
        return List.copyOf(reports);
    }

    /** How many images have a label or a dead letter. */
    public int answered() {
        look();
        return labels.size() + deadLetters.size();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Reads up to what is committed now. */
    private void look() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> {
                    if (!reached(ends)) {
                        consumer.poll(Duration.ofMillis(100)).forEach(this::take);
                    }
                    return reached(ends);
                });
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(topics.deadLetters().name())) {
            deadLetters.add(record);
        } else if (topic.equals(topics.labels().name())) {
            labels.add(topics.labels().valueSerde().deserializer().deserialize(topic, record.value()));
        } else {
            reports.add(String.valueOf(
                    topics.classifiers().valueSerde().deserializer().deserialize(topic, record.value())));
        }
    }

    private Stream<TopicPartition> partitions(Topic<?, ?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()));
    }
}
