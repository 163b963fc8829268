package io.afterimage.trainer.example;

import io.afterimage.events.DeadLetters;
import io.afterimage.events.Rejection;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Example;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes examples, dead letters and how far feedback was read, all in one transaction or none of it: exactly once, as Kafka
 * Streams' {@code exactly_once_v2} does it (KIP-447). All trainers of a task share one transactional id, so the one that
 * begins fences the one before it. After any failure it is of no more use. For one thread.
 */
public final class ExampleWriter implements AutoCloseable {
    private static final int TRANSACTION_MILLIS = 30_000;
    private static final int HEADROOM_BYTES = 64 * 1024;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Topics topics;
    private final Clock clock;
    private final Producer<byte[], byte[]> producer;

    /**
     * Fences the trainer before this one, and settles what it left open.
     *
     * @param transactionalId the same for all trainers of a task
     */
    public ExampleWriter(Map<String, Object> client, Topics topics, String transactionalId, Clock clock) {
        this.topics = topics;
        this.clock = clock;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MESSAGE_BYTES + HEADROOM_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /**
     * Writes what a batch of feedback led to.
     *
     * @param changes examples by hash; null: taken back
     * @param rejected feedback that cannot be used
     * @param offsets how far feedback was read
     */
    public void write(
            Map<String, @Nullable Example> changes,
            Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        changes.forEach((sha256, example) -> send(new ProducerRecord<>(
                topics.examples().name(),
                sha256.getBytes(StandardCharsets.US_ASCII),
                example == null ? null : example.toByteArray())));
        rejected.forEach((record, why) -> send(letter(record, why)));
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    /** Aborts what is open. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        // A failed send makes the commit throw.
        var unused = producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        DeadLetters.write(
                headers,
                new DeadLetters.Origin(why, record.topic(), record.partition(), record.offset(), clock.instant()));
        byte[] value = record.value();
        if (value != null && value.length > Topics.IMAGE_MESSAGE_BYTES) {
            value = DeadLetters.withoutValue(headers, value);
        }
        return new ProducerRecord<>(topics.deadLetters().name(), null, record.key(), value, headers);
    }
}
