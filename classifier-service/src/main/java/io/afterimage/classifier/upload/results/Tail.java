package io.afterimage.classifier.upload.results;

import io.afterimage.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics from now on, as records are committed, with one thread of its own. New partitions are noticed
 * within seconds and read from their beginning; after a failure it goes on where it was.
 */
final class Tail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration MOST_WAIT = Duration.ofMillis(500);

    private final Map<String, Object> client;
    private final List<Topic<?, ?>> topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "results-tail");
    /** Where to go on. For the thread alone. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean following;
    /** Written once, by the thread. */
    private volatile @Nullable Instant since;

    /** @param taker is handed each record, by the tail's thread */
    Tail(
            Map<String, Object> client,
            List<Topic<?, ?>> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> taker,
            Clock clock) {
        this.client = client;
        this.topics = topics;
        this.taker = taker;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether whatever is committed from now on will be handed on. */
    boolean following() {
        return following;
    }

    /** Since when no record was missed; empty while nothing was ever followed. */
    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    private void run() {
        String said = "";
        while (closing.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> opened = ResultConsumers.open(client, MOST_WAIT)) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                following = false;
                if (!said.equals(String.valueOf(e.getMessage()))) {
                    LOG.warn("Labels cannot be followed: {}", e.getMessage());
                    said = String.valueOf(e.getMessage());
                }
            }
            pause();
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> reader) {
        long looked = System.nanoTime();
        if (!assign(reader)) {
            return;
        }
        since = since == null ? clock.instant() : since;
        following = true;
        while (closing.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                taker.accept(record);
            }
            if (System.nanoTime() - looked > LOOK_AGAIN.toNanos()) {
                looked = System.nanoTime();
                assign(reader);
            }
        }
    }

    /** Takes the partitions that are there; false while a topic is missing. */
    private boolean assign(KafkaConsumer<byte[], byte[]> reader) {
        Set<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> partitions(reader, topic).stream())
                .collect(Collectors.toSet());
        boolean complete = topics.stream().allMatch(topic -> partitions.stream()
                .anyMatch(partition -> partition.topic().equals(topic.name())));
        if (!complete || partitions.equals(reader.assignment())) {
            return complete;
        }
        Set<TopicPartition> unknown = partitions.stream()
                .filter(partition -> !next.containsKey(partition))
                .collect(Collectors.toSet());
        next.putAll(next.isEmpty() ? reader.endOffsets(unknown) : reader.beginningOffsets(unknown));
        reader.assign(partitions);
        partitions.forEach(partition -> reader.seek(partition, Objects.requireNonNull(next.get(partition))));
        return true;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reader, Topic<?, ?> topic) {
        List<PartitionInfo> infos = reader.partitionsFor(topic.name());
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private void pause() {
        try {
            var unused = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        thread.join(CLOSE.toMillis());
    }
}
