package io.afterimage.trainer.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where a follower begins. For the follower's thread. */
final class StartOffsets {
    /** Of each partition. */
    private static final long MOST_RECORDS = 20_000;

    private static final Duration RECENT = Duration.ofDays(6);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<?, ?> consumer;
    private final Instant now;

    StartOffsets(Consumer<?, ?> consumer, Instant now) {
        this.consumer = consumer;
        this.now = now;
    }

    Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Followed.Start start) {
        return switch (start) {
            case OLDEST -> consumer.beginningOffsets(partitions, PATIENCE);
            case NOW -> consumer.endOffsets(partitions, PATIENCE);
            case RECENT -> recent(partitions);
        };
    }

    private Map<TopicPartition, Long> newest(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            offsets.put(partition, Math.max(begin, ends.getOrDefault(partition, 0L) - MOST_RECORDS));
        }
        return offsets;
    }

    private Map<TopicPartition, Long> recent(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> newest = newest(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), any -> now.minus(RECENT)
                        .toEpochMilli())),
                PATIENCE);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            OffsetAndTimestamp first = young.get(partition);
            long inTime = first == null ? end : first.offset();
            offsets.put(partition, Math.max(inTime, newest.getOrDefault(partition, end)));
        }
        return offsets;
    }
}
