package io.afterimage.trainer.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the trainers of one cluster works: the one that a consumer group gives the only partition of the models topic.
 * Nothing is read from it. A hint, not a lock: who was cut off learns late that another took over, so whatever the
 * worker writes is fenced by its transactional id as well. Start it once and close it once.
 */
final class Election implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<String, Object> client;
    private final String topic;
    private final String group;
    private final Thread thread = new Thread(this::run, "trainer-election");
    private volatile boolean leads;
    private volatile boolean closing;

    /**
     * @param client how to reach the brokers
     * @param topic has one partition
     * @param group the same for all trainers of a task
     */
    Election(Map<String, Object> client, String topic, String group) {
        this.client = client;
        this.topic = topic;
        this.group = group;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether this trainer is the one that works, as far as it knows. Never blocks. */
    boolean leads() {
        return leads;
    }

    /** Steps down, so that another can take over at once. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join(CLOSE.plus(POLL).toMillis());
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(topic), new Ballot(consumer));
                while (!closing) {
                    consumer.poll(POLL);
                }
                consumer.close(CloseOptions.timeout(CLOSE));
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("The election is tried again: {}", e.getMessage());
                pause();
            } finally {
                leads = false;
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Who joins must not take the place of the one that works.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1500);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Told by {@code poll} what the group decided. */
    private final class Ballot implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Ballot(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            leads |= !partitions.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leads &= partitions.isEmpty();
        }
    }
}
