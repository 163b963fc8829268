package io.afterimage.trainer.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the trainers of one cluster works: the one that a consumer group gives the only partition of the models topic. Nothing is
 * read from it; with the group's position there, who is elected commits its name, so that who is elected next sees whether it was
 * the last one itself. What it knows is a hint, not a lock: who was cut off learns late that another took over, so what the worker
 * writes is fenced as well, by {@link #fence} or by a transactional id. Start it once and close it once.
 */
final class Election implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** A trainer beside its own run on a busy machine may not be heard for some seconds; nobody waits for one that stands by. */
    private static final int SESSION_MILLIS = 15_000;

    private final Map<String, Object> client;
    private final TopicPartition partition;
    private final String group;
    private final String name = UUID.randomUUID().toString();
    private final Office office = new Office();
    private final Thread thread = new Thread(this::run, "trainer-election");
    private volatile @Nullable ConsumerGroupMetadata member;
    private volatile boolean closing;

    /**
     * @param client how to reach the brokers
     * @param topic has one partition
     * @param group the same for all trainers of a task
     */
    Election(Map<String, Object> client, String topic, String group) {
        this.client = client;
        this.partition = new TopicPartition(topic, 0);
        this.group = group;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What it has come to so far. */
    Office office() {
        return office;
    }

    /**
     * Makes a transaction fail on the brokers, when it commits or before, unless this trainer is still the one elected.
     *
     * @param writer in a transaction
     * @throws KafkaException if it is not elected, or the brokers do not answer
     */
    void fence(Producer<?, ?> writer) {
        ConsumerGroupMetadata elected = member;
        if (elected == null) {
            throw new CommitFailedException("This trainer was never elected");
        }
        writer.sendOffsetsToTransaction(Map.of(partition, named()), elected);
    }

    /** Steps down, so that another can take over at once. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join(CLOSE.plus(POLL).toMillis());
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(partition.topic()), new Ballot(consumer));
                while (!closing) {
                    consumer.poll(POLL);
                    look(consumer);
                }
                consumer.close(CloseOptions.timeout(CLOSE));
            } catch (KafkaException e) {
                LOG.warn("The election is tried again: {}", e.getMessage());
                pause();
            } finally {
                office.lost();
            }
        }
    }

    /** After each poll: takes office where the group has decided so. */
    private void look(Consumer<byte[], byte[]> consumer) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        try {
            if (!office.leads()) {
                takeOffice(consumer);
            }
            ConsumerGroupMetadata now = consumer.groupMetadata();
            // Others that come or go change the group's generation; without one it would fence nothing.
            member = now.generationId() > 0 ? now : member;
        } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
            LOG.info("Office is taken at the next look: {}", e.getMessage());
        }
    }

    private void takeOffice(Consumer<byte[], byte[]> consumer) {
        OffsetAndMetadata last = consumer.committed(Set.of(partition), ANSWER).get(partition);
        boolean again = last != null && name.equals(last.metadata());
        if (!again) {
            consumer.commitSync(Map.of(partition, named()), ANSWER);
        }
        int before = office.term();
        office.won(again);
        LOG.info(
                office.term() == before
                        ? "Elected again, and nobody else was meanwhile: what is in progress goes on"
                        : "Elected: this trainer works");
    }

    /** The position means nothing: it is the name that counts. */
    private OffsetAndMetadata named() {
        return new OffsetAndMetadata(0, name);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Who joins must not take the place of the one that works.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 5);
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
        private final Consumer<byte[], byte[]> consumer;

        Ballot(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /** Also called where nothing is new: then the partition is this trainer's already, or another one's. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            if (!consumer.assignment().contains(partition)) {
                office.left();
            }
        }

        /** Also where the group has lost sight of this trainer; who has it next is told once this one has joined again. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition)) {
                office.lost();
            }
        }
    }
}
