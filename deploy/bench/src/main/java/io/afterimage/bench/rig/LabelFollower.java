package io.afterimage.bench.rig;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/** Reads committed labels and dead letters as they come, from where the topic ends when this is made. For one thread, which also closes it. */
public final class LabelFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<String, Label> topic;
    private final TopicReader reader;

    /** A client with which following costs the machine next to nothing, and labels are seen a quarter of a second late. */
    public static Map<String, Object> seldom(Map<String, Object> client) {
        Map<String, Object> seldom = new HashMap<>(client);
        seldom.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1024 * 1024);
        seldom.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        return seldom;
    }

    /** Follows a topic of labels alone. */
    public LabelFollower(Map<String, Object> client, Topic<String, Label> labels) {
        topic = labels;
        reader = TopicReader.of(client, labels).fromNow();
    }

    /** Follows what becomes of a task's images. */
    public LabelFollower(Map<String, Object> client, Topics topics) {
        topic = topics.labels();
        reader = TopicReader.of(client, topics.labels(), topics.deadLetters()).fromNow();
    }

    /** Waits at most a tenth of a second for labels and dead letters, and enters them. */
    public void poll(Ledger ledger) {
        poll((label, now) -> ledger.label(label.getId(), label.getModel(), now), ledger::deadLetter);
    }

    /**
     * Waits at most a tenth of a second for labels.
     *
     * @param taker takes each, and when it was seen in nanoseconds
     */
    public void poll(ObjLongConsumer<Label> taker) {
        poll(taker, id -> {});
    }

    private void poll(ObjLongConsumer<Label> taker, Consumer<String> deadLetters) {
        var records = reader.poll(POLL);
        long now = System.nanoTime();
        for (var record : records) {
            if (!record.topic().equals(topic.name())) {
                deadLetters.accept(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
                continue;
            }
            try {
                taker.accept(topic.valueSerde().deserializer().deserialize(record.topic(), record.value()), now);
            } catch (MalformedEventException e) {
                throw new IllegalStateException("The labels topic of a bench holds nothing but labels", e);
            }
        }
    }

    /** Enters all that the topic holds by now. */
    public void readToEnd(Ledger ledger) {
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.reached(ends)) {
            poll(ledger);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
