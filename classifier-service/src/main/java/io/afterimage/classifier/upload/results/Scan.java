package io.afterimage.classifier.upload.results;

import io.afterimage.events.ImageEvents;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * One search for one id, from a moment on to what is committed now. An image sent under its id lies in the partition of
 * that key, which is searched first; one of a continuous source, or of a time with fewer partitions, in any other.
 * Bounded in bytes and time over all that it searches. For one thread.
 */
final class Scan {
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final Duration MOST_TIME = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ResultReader reader;
    private final String id;
    private final byte[] key;
    private final Instant since;
    private final long deadline = System.nanoTime() + MOST_TIME.toNanos();
    private long bytesLeft = MOST_BYTES;
    private boolean whole = true;

    Scan(KafkaConsumer<byte[], byte[]> consumer, ResultReader reader, String id, Instant since) {
        this.consumer = consumer;
        this.reader = reader;
        this.id = id;
        this.key = id.getBytes(StandardCharsets.UTF_8);
        this.since = since;
    }

    /** The first label of the id, else its first dead letter. */
    Optional<Result> run(Topics topics) {
        return likely(topics.labels())
                .or(() -> likely(topics.deadLetters()))
                .or(() -> others(topics.labels()))
                .or(() -> others(topics.deadLetters()));
    }

    /** Whether no bound ended it. */
    boolean whole() {
        return whole;
    }

    private Optional<Result> likely(Topic<?, ?> topic) {
        List<TopicPartition> all = partitions(topic);
        return all.isEmpty() ? Optional.empty() : search(List.of(all.get(home(all.size()))));
    }

    private Optional<Result> others(Topic<?, ?> topic) {
        List<TopicPartition> all = partitions(topic);
        return search(all.stream()
                .filter(partition -> partition.partition() != home(all.size()))
                .toList());
    }

    /** Where Kafka's default partitioner puts the key. */
    private int home(int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private List<TopicPartition> partitions(Topic<?, ?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    private Optional<Result> search(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = begin(partitions);
        while (!reached(ends)) {
            if (bytesLeft < 0 || System.nanoTime() > deadline) {
                whole = false;
                return Optional.empty();
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<Result> result = match(record);
                if (result.isPresent()) {
                    return result;
                }
            }
        }
        return Optional.empty();
    }

    /** Places the consumer at the moment; answers where each partition that has something after it ends. */
    private Map<TopicPartition, Long> begin(List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndTimestamp> starts = new HashMap<>(consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> since.toEpochMilli()))));
        starts.values().removeIf(start -> start == null);
        consumer.assign(starts.keySet());
        starts.forEach((partition, start) -> consumer.seek(partition, start.offset()));
        return consumer.endOffsets(starts.keySet());
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Optional<Result> match(ConsumerRecord<byte[], byte[]> record) {
        bytesLeft -= Math.max(0, record.serializedValueSize());
        if (isOtherImage(record.key())) {
            return Optional.empty();
        }
        return reader.read(record).filter(result -> result.id().equals(id));
    }

    /** A key that is an id names its image, so the value need not be parsed. */
    private boolean isOtherImage(byte[] recordKey) {
        if (recordKey == null) {
            return false;
        }
        String text = new String(recordKey, StandardCharsets.UTF_8);
        return ImageEvents.isId(text) && !text.equals(id);
    }
}
