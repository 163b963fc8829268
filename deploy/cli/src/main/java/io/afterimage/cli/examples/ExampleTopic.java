package io.afterimage.cli.examples;

import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Example;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The examples topic as it is now. For one thread. */
final class ExampleTopic {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, Object> client;
    private final Topic<String, Example> topic;
    private final Garbage garbage;

    ExampleTopic(Map<String, Object> client, Topic<String, Example> topic, Output output) {
        this.client = client;
        this.topic = topic;
        this.garbage = new Garbage(output);
        ExistingTopics.require(client, topic);
    }

    /** The latest of each image, without the image's bytes, by hash. */
    Map<String, Example> latest() {
        Map<String, Example> latest = new TreeMap<>();
        read((record, example) -> {
            if (example == null) {
                latest.remove(key(record));
            } else {
                latest.put(key(record), example.toBuilder().clearImage().build());
            }
        });
        return latest;
    }

    /** Hands on the latest of each image, one at a time. */
    void forEachLatest(BiConsumer<String, Example> taker) {
        Map<String, String> places = new HashMap<>();
        read((record, example) -> places.put(key(record), place(record)));
        read((record, example) -> {
            if (example != null && place(record).equals(places.get(key(record)))) {
                taker.accept(key(record), example);
            }
        });
    }

    private void read(BiConsumer<ConsumerRecord<byte[], byte[]>, @Nullable Example> taker) {
        try (TopicReader reader = TopicReader.of(client, topic).fromOldest()) {
            reader.readTo(reader.ends(), record -> take(record, taker));
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            BiConsumer<ConsumerRecord<byte[], byte[]>, @Nullable Example> taker) {
        try {
            Example example = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (HASH.matcher(key(record)).matches()) {
                taker.accept(record, example);
            } else {
                garbage.passOver(record, "its key is no hash");
            }
        } catch (MalformedEventException e) {
            garbage.passOver(record, e.rejection().detail());
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.partition() + "@" + record.offset();
    }
}
