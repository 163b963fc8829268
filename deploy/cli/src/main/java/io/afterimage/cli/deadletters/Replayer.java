package io.afterimage.cli.deadletters;

import io.afterimage.cli.CommandException;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters again to the topics that they come from. Each batch is one transaction with the positions it leads to, so that
 * after a crash either both are there or neither. A replayer that starts fences the one before it. For one thread.
 */
final class Replayer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int HEADROOM_BYTES = 16 * 1024;

    private final Producer<byte[], byte[]> producer;

    /** Fences other replayers of the group and settles what they left open. */
    Replayer(Map<String, Object> client, String group) {
        this.producer =
                new KafkaProducer<>(config(client, group), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    private static Map<String, Object> config(Map<String, Object> client, String group) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MESSAGE_BYTES + HEADROOM_BYTES);
        return config;
    }

    /** Writes a batch, whose headers the plan has judged, and the positions, both or neither. */
    void commit(
            List<ConsumerRecord<byte[], byte[]>> batch,
            Map<TopicPartition, ReplayPosition> positions,
            ConsumerGroupMetadata group) {
        try {
            producer.beginTransaction();
            for (ConsumerRecord<byte[], byte[]> letter : batch) {
                Headers headers = new RecordHeaders(letter.headers().toArray());
                String topic = DeadLetters.read(headers, DeadLetters.TOPIC);
                DeadLetters.strip(headers);
                // A failed send makes the commit throw.
                var unused = producer.send(new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers));
            }
            producer.sendOffsetsToTransaction(offsets(positions), group);
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new CommandException(
                    "Another replay began, and this one ends. What it had not committed, that one" + " replays.");
        } catch (KafkaException e) {
            throw new CommandException("The last " + batch.size() + " could not be replayed, and none of them was: "
                    + e.getMessage() + ". Try again.");
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, ReplayPosition> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, position) ->
                offsets.put(partition, new OffsetAndMetadata(position.base(), position.metadata())));
        return offsets;
    }

    /** Aborts what is open. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
