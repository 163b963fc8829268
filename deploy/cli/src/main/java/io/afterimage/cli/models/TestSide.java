package io.afterimage.cli.models;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The test side of the data set. The topic is read twice, first for where the newest record of each example lies, so that
 * no more than one poll's images are held.
 */
final class TestSide implements Exam {
    private final Map<String, Object> client;
    private final Topic<String, Example> topic;
    private final Output output;

    TestSide(Cluster cluster, Output output) {
        this.client = cluster.client();
        this.topic = cluster.topics().examples();
        this.output = output;
        ExistingTopics.require(client, topic);
    }

    private record Position(int partition, long offset) {
        static Position of(ConsumerRecord<?, ?> record) {
            return new Position(record.partition(), record.offset());
        }
    }

    @Override
    public void each(Candidate candidate) {
        try (TopicReader reader = TopicReader.of(client, topic)) {
            Map<TopicPartition, Long> ends = reader.ends();
            Map<String, Position> newest = new HashMap<>();
            read(reader, ends, record -> newest.put(key(record), Position.of(record)));
            Garbage garbage = new Garbage(output);
            read(reader, ends, record -> {
                if (Position.of(record).equals(newest.get(key(record)))) {
                    example(record, garbage)
                            .filter(example -> example.getSide() == Side.TEST
                                    && !example.getLabel().isEmpty())
                            .ifPresent(example -> hand(example, candidate));
                }
            });
            garbage.summarise();
        }
    }

    private static void read(
            TopicReader reader, Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        reader.fromOldest().readTo(ends, record -> {
            if (record.key() != null) {
                handler.accept(record);
            }
        });
    }

    private Optional<Example> example(ConsumerRecord<byte[], byte[]> record, Garbage garbage) {
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()));
        } catch (MalformedEventException e) {
            garbage.passOver(record, e.rejection().detail());
            return Optional.empty();
        }
    }

    private static void hand(Example example, Candidate candidate) {
        candidate.take(
                HexFormat.of().formatHex(example.getSha256().toByteArray()),
                example.getGroup(),
                example.getLabel(),
                example.getImage().toByteArray());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
