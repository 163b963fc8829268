package io.afterimage.classifier.ops;

import io.afterimage.events.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams for images: exactly once, many bytes a poll, short waits. */
public final class StreamSettings {
    private static final int MEBIBYTE = 1024 * 1024;

    private StreamSettings() {}

    /**
     * All that Kafka Streams is told.
     *
     * @param client how to reach the brokers
     */
    public static Map<String, Object> of(ClassifierConfig config, Map<String, Object> client) {
        Map<String, Object> all = new HashMap<>(client);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, ImageStream.group(config));
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Only under full load: a stream thread that has nothing more to do commits at its own pace, which it looks at
        // so often.
        all.put(StreamsConfig.POLL_MS_CONFIG, 20);
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 2000);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        all.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        // With the largest events, 8 partitions hold 8 x 32 MB here, and two polls of 64 MB are on their way.
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 32);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 128);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 8 * MEBIBYTE);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 64 * MEBIBYTE);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6000);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1500);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                2 * Topics.DEAD_LETTER_MESSAGE_BYTES);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        // Nobody sees a label before its commit, which sends what lingers: so one request a commit, not one a label.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2000);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), MEBIBYTE / 4);
        return all;
    }
}
