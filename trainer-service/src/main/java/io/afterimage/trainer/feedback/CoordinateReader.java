package io.afterimage.trainer.feedback;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.ImageEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of the images topic, committed ones only, by seeking to them: many at once, in the order in which
 * they stand. Looks at no other topic, whatever a coordinate names. For one thread, which also closes it.
 */
public final class CoordinateReader implements AutoCloseable {
    /** Reading over so many records is cheaper than another fetch. */
    private static final int NEAR = 20;

    private static final int FETCH_BYTES = 2 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<String, ImageEvent> images;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * @param client how to reach the brokers
     * @param images the one topic that is read
     * @param patience most time that one call may take
     */
    public CoordinateReader(Map<String, Object> client, Topic<String, ImageEvent> images, Duration patience) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * FETCH_BYTES);
        this.images = images;
        this.patience = patience;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** What stands at a coordinate. */
    public sealed interface Reading {
        /**
         * An event.
         *
         * @param arrivedAt when the broker took it, in Unix milliseconds
         */
        record Event(ImageEvent event, long arrivedAt) implements Reading {}

        record Missing(Rejection rejection) implements Reading {}
    }

    /**
     * What stands at each of the coordinates.
     *
     * @param topicUuid Kafka's id of the images topic as it is now
     * @throws TimeoutException if the brokers do not give them in time
     */
    public Map<Coordinate, Reading> read(Collection<Coordinate> coordinates, String topicUuid) {
        Map<Coordinate, Reading> readings = new HashMap<>();
        int partitions = consumer.partitionsFor(images.name(), patience).size();
        Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
        Map<TopicPartition, Map<Long, Coordinate>> names = new HashMap<>();
        for (Coordinate coordinate : coordinates) {
            Rejection refusal = refusal(coordinate, topicUuid, partitions);
            if (refusal != null) {
                readings.put(coordinate, new Reading.Missing(refusal));
                continue;
            }
            TopicPartition partition = new TopicPartition(images.name(), coordinate.getPartition());
            wanted.computeIfAbsent(partition, none -> new TreeSet<>()).add(coordinate.getOffset());
            names.computeIfAbsent(partition, none -> new HashMap<>()).put(coordinate.getOffset(), coordinate);
        }
        new Walk(wanted, (partition, offset, reading) -> {
                    Coordinate coordinate =
                            names.getOrDefault(partition, Map.of()).get(offset);
                    if (coordinate != null) {
                        readings.put(coordinate, reading);
                    }
                })
                .run();
        return readings;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private @Nullable Rejection refusal(Coordinate coordinate, String topicUuid, int partitions) {
        if (!coordinate.getTopic().equals(images.name())) {
            return unknown("images are read from " + images.name() + " only");
        }
        if (!coordinate.getTopicUuid().equals(topicUuid)) {
            return new Rejection(
                    RejectionReason.IMAGE_CHANGED, "the topic " + images.name() + " was made anew since then");
        }
        if (coordinate.getPartition() < 0 || coordinate.getPartition() >= partitions || coordinate.getOffset() < 0) {
            return unknown(
                    "there is no offset " + coordinate.getOffset() + " of partition " + coordinate.getPartition());
        }
        return null;
    }

    private static Rejection unknown(String detail) {
        return new Rejection(RejectionReason.IMAGE_UNKNOWN, detail);
    }

    private static Rejection expired(long offset, long oldest) {
        return new Rejection(
                RejectionReason.IMAGE_EXPIRED,
                "offset " + offset + " is no longer kept, the oldest that is is " + oldest);
    }

    @FunctionalInterface
    private interface Taker {
        void take(TopicPartition partition, long offset, Reading reading);
    }

    /** One pass over the partitions. */
    private final class Walk {
        private final Map<TopicPartition, NavigableSet<Long>> wanted;
        private final Taker taker;
        private final long deadline = System.nanoTime() + patience.toNanos();

        Walk(Map<TopicPartition, NavigableSet<Long>> wanted, Taker taker) {
            this.wanted = wanted;
            this.taker = taker;
        }

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
                        miss(partition, offset, expired(offset, begin));
                    } else if (offset >= end) {
                        miss(partition, offset, unknown("offset " + offset + " is not there yet, or not committed"));
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
                miss(partition, offset, unknown("no image stands at offset " + offset));
            }
        }

        private void miss(TopicPartition partition, long offset, Rejection why) {
            taker.take(partition, offset, new Reading.Missing(why));
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
                        ? new Reading.Missing(changed())
                        : new Reading.Event(ImageEvent.parseFrom(record.value()), record.timestamp());
            } catch (InvalidProtocolBufferException e) {
                return new Reading.Missing(changed());
            }
        }

        private static Rejection changed() {
            return new Rejection(RejectionReason.IMAGE_CHANGED, "the record there is no image");
        }
    }
}
