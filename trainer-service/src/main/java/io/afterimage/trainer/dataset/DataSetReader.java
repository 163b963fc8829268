package io.afterimage.trainer.dataset;

import com.google.protobuf.Timestamp;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Times;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Example;
import io.afterimage.trainer.dataset.DataSet.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the examples topic into a {@link DataSet}, from where that ends, committed records only. For one thread, which
 * also closes it.
 */
public final class DataSetReader implements AutoCloseable {
    /** Most bytes of an image that is taken from the topic. */
    private static final int MOST_BYTES = 512 * 1000;

    private static final Logger LOG = LoggerFactory.getLogger(DataSetReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final DataSet dataSet;
    private final Topic<String, Example> topic;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private long passedOver;

    /**
     * @param client how to reach the brokers
     * @param patience most time without any progress
     */
    public DataSetReader(Map<String, Object> client, Topic<String, Example> topic, DataSet dataSet, Duration patience) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        this.dataSet = dataSet;
        this.topic = topic;
        this.patience = patience;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic.name(), patience).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        dataSet.positions()
                .next()
                .forEach((partition, next) -> consumer.seek(new TopicPartition(topic.name(), partition), next));
    }

    /**
     * Reads to where the topic ends now.
     *
     * @throws TimeoutException if the brokers give nothing for too long
     * @throws UncheckedIOException if the files cannot be written
     */
    public void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        long deadline = System.nanoTime() + patience.toNanos();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition, patience) < ends.getOrDefault(partition, 0L))) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "The topic " + topic.name() + " gave nothing within " + patience.toSeconds() + " s");
            }
            List<Change> changes = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                change(record).ifPresent(changes::add);
            }
            if (take(changes)) {
                deadline = System.nanoTime() + patience.toNanos();
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    /** Whether this led any further. */
    private boolean take(List<Change> changes) {
        Map<Integer, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition.partition(), consumer.position(partition, patience)));
        if (next.equals(dataSet.positions().next())) {
            return false;
        }
        try {
            dataSet.take(changes, new Positions(dataSet.positions().topicUuid(), next));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The data set cannot be written: " + e.getMessage(), e);
        }
    }

    /** Empty where a stranger wrote something else. */
    private Optional<Change> change(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            Example example = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (DataFiles.isHash(key) && (example == null || isSound(key, example))) {
                return Optional.of(new Change(key, record.partition(), record.offset(), example));
            }
        } catch (MalformedEventException e) {
            // Said below, with the others.
        }
        if (passedOver++ == 0) {
            LOG.warn(
                    "Offset {} of {} is no example and is passed over; others like it are not said",
                    record.offset(),
                    topic.name());
        }
        return Optional.empty();
    }

    private static boolean isSound(String key, Example example) {
        int bytes = example.getImage().size();
        return HexFormat.of().formatHex(example.getSha256().toByteArray()).equals(key)
                && bytes > 0
                && bytes <= MOST_BYTES
                && (!example.hasCreatedAt() || isTime(example.getCreatedAt()))
                && (!example.hasFirstSeenAt() || isTime(example.getFirstSeenAt()));
    }

    private static boolean isTime(Timestamp timestamp) {
        try {
            return Times.instant(timestamp).getEpochSecond() >= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
