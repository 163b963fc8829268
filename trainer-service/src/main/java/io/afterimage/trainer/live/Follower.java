package io.afterimage.trainer.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics as records are committed, with one thread of its own. Topics and partitions that are missing are
 * looked for every few seconds; after a failure it goes on where it was, and says meanwhile what is wrong.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int FETCH_BYTES = 8 << 20;

    private final Map<String, Object> client;
    private final Map<String, Followed> topics;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "console-follower");
    /** Where to go on. For the thread alone. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile String failure = "the topics have not been read yet";

    /** @param client how to reach the brokers */
    public Follower(Map<String, Object> client, List<Followed> topics, InstantSource clock) {
        this.client = config(client);
        this.topics = topics.stream().collect(Collectors.toMap(Followed::topic, Function.identity()));
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Begins, and returns at once. */
    public void start() {
        thread.start();
    }

    /** Why nothing is followed now, in one line; empty where it is. */
    public String failure() {
        return failure;
    }

    /** Waits at most so long until it has read what was there when it began; whether it has. */
    public boolean awaitCaughtUp(Duration patience) {
        try {
            return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            KafkaConsumer<byte[], byte[]> opened = null;
            try {
                opened = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                consumer = opened;
                follow(opened);
            } catch (WakeupException e) {
                LOG.debug("Asked to end");
            } catch (RuntimeException e) {
                fail(String.valueOf(e.getMessage()));
            } finally {
                consumer = null;
                closed(opened);
            }
            closingWithin(PAUSE);
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> reader) {
        assign(reader);
        Map<TopicPartition, Long> ends = null;
        long looked = System.nanoTime();
        while (closing.getCount() > 0) {
            if (caughtUp.getCount() > 0 && failure.isEmpty()) {
                ends = ends == null ? reader.endOffsets(reader.assignment(), PATIENCE) : ends;
                if (reached(reader, ends)) {
                    caughtUp.countDown();
                }
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                followed(record.topic()).taker().accept(record);
            }
            if (System.nanoTime() - looked > LOOK_AGAIN.toNanos()) {
                assign(reader);
                looked = System.nanoTime();
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    /** Takes the partitions that are there. */
    private void assign(KafkaConsumer<byte[], byte[]> reader) {
        Set<TopicPartition> partitions = topics.keySet().stream()
                .flatMap(topic -> partitions(reader, topic).stream())
                .collect(Collectors.toSet());
        Set<String> found = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        if (!partitions.equals(reader.assignment())) {
            begin(reader, partitions);
            reader.assign(partitions);
            partitions.forEach(partition -> reader.seek(partition, Objects.requireNonNull(next.get(partition))));
        }
        if (found.containsAll(topics.keySet())) {
            failure = "";
        } else {
            fail("topics are missing; 'afterimage topics create' makes them");
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> reader, Set<TopicPartition> partitions) {
        StartOffsets starts = new StartOffsets(reader, clock.instant());
        for (Followed topic : topics.values()) {
            Set<TopicPartition> unknown = partitions.stream()
                    .filter(partition -> partition.topic().equals(topic.topic()) && !next.containsKey(partition))
                    .collect(Collectors.toSet());
            if (!unknown.isEmpty()) {
                next.putAll(starts.of(unknown, topic.start()));
            }
        }
    }

    private Followed followed(String topic) {
        return Objects.requireNonNull(topics.get(topic), "only what is followed is assigned");
    }

    private void fail(String why) {
        if (!failure.equals(why)) {
            LOG.warn("The console does not see what is new: {}", why);
        }
        failure = why;
    }

    private void closingWithin(Duration wait) {
        try {
            var unused = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private static void closed(@Nullable KafkaConsumer<byte[], byte[]> opened) {
        if (opened != null) {
            opened.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reader, String topic) {
        List<PartitionInfo> infos = reader.partitionsFor(topic, PATIENCE);
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private static Map<String, Object> config(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return config;
    }
}
