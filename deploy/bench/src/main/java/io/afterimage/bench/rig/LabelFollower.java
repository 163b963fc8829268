package io.afterimage.bench.rig;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads committed labels as they come, from where the topic ends when this is made. For one thread, which also closes it. */
public final class LabelFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<String, Label> topic;
    private final TopicReader reader;

    public LabelFollower(Map<String, Object> client, Topic<String, Label> labels) {
        topic = labels;
        reader = TopicReader.of(client, labels).fromNow();
    }

    /**
     * Waits at most a tenth of a second for labels.
     *
     * @param taker takes each, and when it was seen in nanoseconds
     */
    public void poll(ObjLongConsumer<Label> taker) {
        var records = reader.poll(POLL);
        long now = System.nanoTime();
        for (var record : records) {
            try {
                Label label = topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
                taker.accept(label, now);
            } catch (MalformedEventException e) {
                throw new IllegalStateException("The labels topic of a bench holds nothing but labels", e);
            }
        }
    }

    /** Enters the labels that came. */
    public void poll(Ledger ledger) {
        poll((label, now) -> ledger.label(label.getId(), label.getModel(), now));
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
