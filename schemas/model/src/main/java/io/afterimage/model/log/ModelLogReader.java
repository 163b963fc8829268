package io.afterimage.model.log;

import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.ModelEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Reads the model log from its beginning, committed entries only, and keeps its fold. For one thread, which also
 * closes it.
 */
public final class ModelLogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<String, ModelEntry> topic;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private ModelHistory history = ModelHistory.EMPTY;

    /**
     * @param client how to reach the brokers: {@code bootstrap.servers} and security settings
     * @param topic the log
     */
    public ModelLogReader(Map<String, Object> client, Topic<String, ModelEntry> topic) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Waits at most {@code wait} for more entries and folds them in. */
    public ModelHistory poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            fold(record);
        }
        return history;
    }

    /**
     * Reads to where the log ended when this was called.
     *
     * @throws TimeoutException if that is not reached in time
     */
    public ModelHistory readToEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long end = consumer.endOffsets(List.of(partition), timeout).getOrDefault(partition, 0L);
        while (consumer.position(partition, timeout) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The model log " + topic.name() + " was not read to its end within "
                        + timeout.toSeconds() + " s");
            }
            poll(POLL);
        }
        return history;
    }

    /** Reads until the entry at an offset and its commit are read, at most {@code timeout}. */
    void readPast(long offset, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (consumer.position(partition, timeout) <= offset && System.nanoTime() < deadline) {
            poll(POLL);
        }
    }

    /** Ends a wait for entries; the only method that another thread may call. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private void fold(ConsumerRecord<byte[], byte[]> record) {
        try {
            ModelEntry entry = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (entry != null) {
                history = history.with(entry);
            }
        } catch (MalformedEventException e) {
            LOG.warn("Offset {} of the model log is no entry and is passed over: {}", record.offset(), e.getMessage());
        }
    }
}
