package io.afterimage.trainer.estimate;

import com.google.protobuf.MessageLite;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows labels and feedback, committed records only, as far as it is asked to: between calls nothing runs. Remembers a
 * bounded number of images. Safe for several threads, of which one reads at a time.
 */
public final class FeedbackWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOKUP = Duration.ofSeconds(10);
    private static final int FETCH_BYTES = 4 << 20;
    /** At 400 bytes or so for each draw and each vote, 200 MB at most. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Topic<String, Label> labels;
    private final Topic<String, Feedback> feedback;
    private final Consumer<byte[], byte[]> consumer;
    /** Guarded by itself, so that nobody who looks at it waits for brokers. */
    private final Book book = new Book(MOST_REMEMBERED);

    /** @param client how to reach the brokers, where both topics exist */
    public FeedbackWatch(Map<String, Object> client, Topics topics) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        labels = topics.labels();
        feedback = topics.feedback();
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(labels.name(), feedback.name())
                .flatMap(topic -> consumer.partitionsFor(topic, LOOKUP).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads on, at most so long.
     *
     * @return whether the ends as they were at the call are reached
     */
    public synchronized boolean catchUp(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), LOOKUP);
        while (!reached(ends)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            synchronized (book) {
                records.forEach(this::take);
            }
        }
        return true;
    }

    /** What was read so far, as it is now: to compute from it holds up nobody who reads on. */
    public Book read() {
        synchronized (book) {
            return book.copy();
        }
    }

    @Override
    public synchronized void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), LOOKUP) >= end.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(labels.name())) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            parse(labels, record).ifPresent(label -> book.add(key, label));
        } else {
            // What breaks a rule becomes a dead letter.
            parse(feedback, record)
                    .filter(said -> Feedbacks.check(said).isEmpty())
                    .ifPresent(said -> book.add(said, Instant.ofEpochMilli(record.timestamp())));
        }
    }

    /** What is no message of the topic is nobody's answer. */
    private static <M extends MessageLite> Optional<M> parse(
            Topic<String, M> topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }
}
