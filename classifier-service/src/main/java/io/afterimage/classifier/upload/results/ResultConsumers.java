package io.afterimage.classifier.upload.results;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of committed results, without a group. */
final class ResultConsumers {
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration METADATA = Duration.ofSeconds(4);

    private ResultConsumers() {}

    /**
     * A new consumer, which whoever asks closes. No call of it takes longer than a few seconds.
     *
     * @param mostWait how long a broker holds a question for what is not there yet; one that was asked at a partition's end holds up
     *     the next search for as long
     */
    static KafkaConsumer<byte[], byte[]> open(Map<String, Object> client, Duration mostWait) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What was deleted before it was read is gone either way.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(mostWait.toMillis()));
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        // New partitions are noticed so soon.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, Math.toIntExact(METADATA.toMillis()));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
