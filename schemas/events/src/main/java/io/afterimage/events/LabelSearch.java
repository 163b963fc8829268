package io.afterimage.events;

import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds labels by nothing but the image's id: reads the labels topic from shortly before the time that is in the id
 * (UUIDv7, RFC 9562), committed labels only, and no further than a bound. For one thread, which also closes it.
 */
public final class LabelSearch implements AutoCloseable {
    /** A sender's clock may be ahead of the brokers'. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    /** Ids that lie so near each other are found in one go. */
    private static final Duration SAME_GO = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<String, Label> topic;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * What a search came to. An id that is in neither has no label.
     *
     * @param labels the first label of each id that has one
     * @param unsearched ids of which that cannot be said: the time ran out before all was read that could be theirs
     */
    public record Result(Map<String, Label> labels, Set<String> unsearched) {
        public Result {
            labels = Map.copyOf(labels);
            unsearched = Set.copyOf(unsearched);
        }
    }

    /**
     * @param client how to reach the brokers
     * @param topic the labels
     * @param patience time after which one call reads no further
     */
    public LabelSearch(Map<String, Object> client, Topic<String, Label> topic, Duration patience) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        this.topic = topic;
        this.patience = patience;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Looks for the newest ids first: for one that says it is old all labels are read, and no time may be left for others.
     *
     * @param ids UUIDv7 in canonical text form, as {@link ImageEvents#isId} knows it
     */
    public Result find(Collection<String> ids) {
        Map<String, Label> labels = new HashMap<>();
        Set<String> unsearched = new HashSet<>();
        List<String> inTime = ids.stream()
                .distinct()
                .sorted(Comparator.comparing(LabelSearch::timeOf))
                .toList();
        long deadline = System.nanoTime() + patience.toNanos();
        List<List<String>> newestFirst = near(inTime);
        Collections.reverse(newestFirst);
        for (List<String> near : newestFirst) {
            unsearched.addAll(search(timeOf(near.get(0)).minus(CLOCKS_APART), near, labels, deadline));
        }
        return new Result(labels, unsearched);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private static Instant timeOf(String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    }

    private static List<List<String>> near(List<String> inTime) {
        List<List<String>> all = new ArrayList<>();
        for (String id : inTime) {
            List<String> last = all.isEmpty() ? List.of() : all.get(all.size() - 1);
            if (last.isEmpty() || timeOf(id).isAfter(timeOf(last.get(0)).plus(SAME_GO))) {
                all.add(new ArrayList<>(List.of(id)));
            } else {
                last.add(id);
            }
        }
        return all;
    }

    /** Which of the ids the time was too short for. */
    private Set<String> search(Instant from, List<String> ids, Map<String, Label> labels, long deadline) {
        Set<String> missing = new HashSet<>(ids);
        if (over(deadline)) {
            return missing;
        }
        Map<TopicPartition, Long> ends = begin(from);
        while (!missing.isEmpty() && !ends.isEmpty() && !over(deadline)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, missing, labels);
            }
            ends.entrySet().removeIf(end -> consumer.position(end.getKey(), patience) >= end.getValue());
            consumer.assign(Set.copyOf(ends.keySet()));
        }
        return ends.isEmpty() ? Set.of() : missing;
    }

    private static boolean over(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    /** Where each partition ends that has labels of that time or later; the consumer stands where these begin. */
    private Map<TopicPartition, Long> begin(Instant from) {
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.partitionsFor(topic.name(), patience)
                .forEach(info -> times.put(
                        new TopicPartition(topic.name(), info.partition()), Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> at :
                consumer.offsetsForTimes(times, patience).entrySet()) {
            if (at.getValue() != null) {
                begins.put(at.getKey(), at.getValue().offset());
            }
        }
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
        return new HashMap<>(consumer.endOffsets(begins.keySet(), patience));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Set<String> missing, Map<String, Label> labels) {
        try {
            Label label = topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
            if (label != null && missing.remove(label.getId())) {
                labels.put(label.getId(), label);
            }
        } catch (MalformedEventException e) {
            // A stranger's record on the labels topic is no label of anything.
        }
    }
}
