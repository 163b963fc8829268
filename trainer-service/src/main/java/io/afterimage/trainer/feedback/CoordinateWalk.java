package io.afterimage.trainer.feedback;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.events.v1.ImageEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One pass over single records of a topic's partitions: seeks to what is wanted, and tells of each offset once what stands there.
 * For one thread, whose consumer it takes for as long as {@link #run} lasts.
 */
final class CoordinateWalk {
    /** Reading over so many records is cheaper than another fetch. */
    private static final int NEAR = 20;

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final Map<TopicPartition, NavigableSet<Long>> wanted;
    private final Taker taker;
    private final long deadline;

    /** Is told what stands at an offset. */
    @FunctionalInterface
    interface Taker {
        void take(TopicPartition partition, long offset, Reading reading);
    }

    /**
     * @param patience most time that it may take
     * @param wanted offsets by partition; is emptied
     */
    CoordinateWalk(
            Consumer<byte[], byte[]> consumer,
            Duration patience,
            Map<TopicPartition, NavigableSet<Long>> wanted,
            Taker taker) {
        this.consumer = consumer;
        this.patience = patience;
        this.wanted = wanted;
        this.taker = taker;
        deadline = System.nanoTime() + patience.toNanos();
    }

    /** @throws TimeoutException if the brokers do not give them in time */
    void run() {
        dropWhatIsNotKept();
        while (!wanted.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The brokers did not give the images of " + wanted.keySet() + " within "
                        + patience.toSeconds() + " s");
            }
            position();
            poll();
        }
        consumer.unsubscribe();
    }

    private void dropWhatIsNotKept() {
        Set<TopicPartition> partitions = Set.copyOf(wanted.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, patience);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            for (long offset : List.copyOf(wanted.getOrDefault(partition, new TreeSet<>()))) {
                if (offset < begin) {
                    miss(partition, offset, Reading.expired(offset, begin));
                } else if (offset >= end) {
                    miss(
                            partition,
                            offset,
                            Reading.unknown("offset " + offset + " is not there yet, or not committed"));
                }
            }
        }
        consumer.assign(Set.copyOf(wanted.keySet()));
        wanted.forEach((partition, offsets) -> consumer.seek(partition, offsets.first()));
    }

    /** Skips over what is not wanted, where there is much of it. */
    private void position() {
        consumer.assign(Set.copyOf(wanted.keySet()));
        wanted.forEach((partition, offsets) -> {
            if (consumer.position(partition, patience) + NEAR < offsets.first()) {
                consumer.seek(partition, offsets.first());
            }
        });
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            for (TopicPartition partition : Set.copyOf(wanted.keySet())) {
                passOver(partition, consumer.position(partition, patience));
            }
        } catch (OffsetOutOfRangeException e) {
            // Retention was faster.
            dropWhatIsNotKept();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        passOver(partition, record.offset());
        if (wanted.getOrDefault(partition, new TreeSet<>()).contains(record.offset())) {
            taker.take(partition, record.offset(), reading(record));
            settle(partition, record.offset());
        }
    }

    /** An offset that is kept, but where no record of anybody stands. */
    private void passOver(TopicPartition partition, long reached) {
        for (long offset :
                List.copyOf(wanted.getOrDefault(partition, new TreeSet<>()).headSet(reached))) {
            miss(partition, offset, Reading.unknown("no image stands at offset " + offset));
        }
    }

    private void miss(TopicPartition partition, long offset, Reading why) {
        taker.take(partition, offset, why);
        settle(partition, offset);
    }

    private void settle(TopicPartition partition, long offset) {
        wanted.computeIfPresent(partition, (same, offsets) -> {
            offsets.remove(offset);
            return offsets.isEmpty() ? null : offsets;
        });
    }

    private static Reading reading(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? Reading.noImage()
                    : new Reading.Event(ImageEvent.parseFrom(record.value()), record.timestamp());
        } catch (InvalidProtocolBufferException e) {
            return Reading.noImage();
        }
    }
}
