package io.afterimage.cli.reading;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics by assignment: committed records only, all partitions, no group membership. Say where to begin
 * before the first poll. For one thread, which also closes it.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_BYTES = 16 * 1024 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(Map<String, Object> config, List<Topic<?, ?>> topics) {
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name(), TIMEOUT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** A reader of topics that exist, as {@link ExistingTopics} makes sure of. */
    public static TopicReader of(Map<String, Object> client, Topic<?, ?>... topics) {
        return new TopicReader(config(client), Arrays.asList(topics));
    }

    /** A reader that can ask for the offsets which a group has committed. */
    public static TopicReader ofGroup(Map<String, Object> client, Topic<?, ?> topic, String group) {
        Map<String, Object> config = config(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new TopicReader(config, List.of(topic));
    }

    private static Map<String, Object> config(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return config;
    }

    /** Begins at the oldest records that are kept. */
    public TopicReader fromOldest() {
        consumer.seekToBeginning(partitions);
        return this;
    }

    /** Begins behind what is committed now. */
    public TopicReader fromNow() {
        return from(ends());
    }

    /** Begins at the given offsets. */
    public TopicReader from(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
        return this;
    }

    /** Where each partition's committed records end now. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions, TIMEOUT);
    }

    /** The oldest offset that each partition keeps. */
    public Map<TopicPartition, Long> oldest() {
        return consumer.beginningOffsets(partitions, TIMEOUT);
    }

    /** What the reader's group has committed for good; a partition without a commit is absent. */
    public Map<TopicPartition, OffsetAndMetadata> committed() {
        return consumer.committed(Set.copyOf(partitions), TIMEOUT).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The reader's group, for a transaction that commits its offsets. */
    public ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Waits at most so long for more records. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /**
     * Hands on all records before the given ends.
     *
     * @throws CommandException if nothing comes for a minute
     */
    public void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long last = System.nanoTime();
        while (!reached(ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    taker.accept(record);
                }
            }
            if (!records.isEmpty()) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > STALLED.toNanos()) {
                throw new CommandException("The brokers have given nothing more of "
                        + partitions.get(0).topic() + " for " + STALLED.toSeconds()
                        + " s. Try again once they are well.");
            }
        }
    }

    /** Whether every partition was read as far as given. */
    public boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
