package io.afterimage.trainer.example;

import io.afterimage.events.Feedbacks;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.feedback.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the feedback topic in batches, from where the trainers' group has committed. By assignment: only the elected
 * trainer reads, and a rival is fenced by its transactional id. For one thread, which also closes it.
 */
public final class FeedbackReader implements AutoCloseable {
    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofSeconds(30).toNanos();

    private final Topic<String, Feedback> topic;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;
    private long lookedForPartitions;

    /**
     * @param group under which the position is committed
     * @param most records of a batch
     * @param patience most time that the brokers may take for an answer
     */
    public FeedbackReader(
            Map<String, Object> client, Topic<String, Feedback> topic, String group, int most, Duration patience) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        this.topic = topic;
        this.patience = patience;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        assign();
    }

    /** Waits at most so long for records; those of a batch are in the order in which the brokers took them. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        if (System.nanoTime() - lookedForPartitions > LOOK_FOR_PARTITIONS_NANOS) {
            assign();
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(wait).forEach(records::add);
        records.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return records;
    }

    /** How far was read. */
    public Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        consumer.assignment()
                .forEach(partition ->
                        offsets.put(partition, new OffsetAndMetadata(consumer.position(partition, patience))));
        return offsets;
    }

    /** The group, for a transaction that commits its offsets. */
    public ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /**
     * What a record says.
     *
     * @param rejected takes the reason where it says nothing that can be used
     */
    public Optional<Said> read(
            ConsumerRecord<byte[], byte[]> record, Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected) {
        try {
            Feedback feedback = topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
            if (feedback == null) {
                rejected.put(record, new Rejection(RejectionReason.EVENT_MALFORMED, "the record has no value"));
                return Optional.empty();
            }
            Optional<Rejection> broken = Feedbacks.check(feedback);
            broken.ifPresent(why -> rejected.put(record, why));
            return broken.isPresent() ? Optional.empty() : Optional.of(new Said(record, feedback));
        } catch (MalformedEventException e) {
            rejected.put(record, e.rejection());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    /** Those partitions that are new begin at the group's position, or at their beginning. */
    private void assign() {
        lookedForPartitions = System.nanoTime();
        Set<TopicPartition> partitions = new HashSet<>();
        consumer.partitionsFor(topic.name(), patience)
                .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        if (!partitions.equals(consumer.assignment())) {
            consumer.assign(partitions);
        }
    }
}
