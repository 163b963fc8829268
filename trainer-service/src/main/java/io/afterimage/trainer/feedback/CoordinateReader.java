package io.afterimage.trainer.feedback;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.ImageEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of the images topic, committed ones only, by seeking to them: many at once, in the order in which
 * they stand. Looks at no other topic, whatever a coordinate names. For one thread, which also closes it.
 */
public final class CoordinateReader implements AutoCloseable {
    private static final int FETCH_BYTES = 2 * 1024 * 1024;
    /** A poll that gives records has asked for more; at a partition's end that question holds up the next read for as long. */
    private static final int MOST_WAIT_MILLIS = 10;

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
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MOST_WAIT_MILLIS);
        this.images = images;
        this.patience = patience;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * What stands at each of the coordinates.
     *
     * @param topicUuid Kafka's id of the images topic as it is now
     * @throws TimeoutException if the brokers do not give them in time
     */
    Map<Coordinate, Reading> read(Collection<Coordinate> coordinates, String topicUuid) {
        Map<Coordinate, Reading> readings = new HashMap<>();
        int partitions = consumer.partitionsFor(images.name(), patience).size();
        Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
        Map<TopicPartition, Map<Long, Coordinate>> names = new HashMap<>();
        for (Coordinate coordinate : coordinates) {
            Reading impossible = impossible(coordinate, topicUuid, partitions);
            if (impossible != null) {
                readings.put(coordinate, impossible);
                continue;
            }
            TopicPartition partition = new TopicPartition(images.name(), coordinate.getPartition());
            wanted.computeIfAbsent(partition, none -> new TreeSet<>()).add(coordinate.getOffset());
            names.computeIfAbsent(partition, none -> new HashMap<>()).put(coordinate.getOffset(), coordinate);
        }
        new CoordinateWalk(consumer, patience, wanted, (partition, offset, reading) -> {
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

    private @Nullable Reading impossible(Coordinate coordinate, String topicUuid, int partitions) {
        if (!coordinate.getTopic().equals(images.name())) {
            return Reading.unknown("images are read from " + images.name() + " only");
        }
        if (!coordinate.getTopicUuid().equals(topicUuid)) {
            return Reading.madeAnew(images.name());
        }
        return coordinate.getPartition() < 0 || coordinate.getPartition() >= partitions || coordinate.getOffset() < 0
                ? Reading.unknown(
                        "there is no offset " + coordinate.getOffset() + " of partition " + coordinate.getPartition())
                : null;
    }
}
