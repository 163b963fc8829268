package io.afterimage.cli.demo;

import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads labels as they come: for the scoreboard, and for the annotator to look at. For one thread. */
final class LabelReading {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<String, Label> topic;
    private final TopicReader reader;
    private final Scoreboard board;
    private final Annotator annotator;

    /** @param reader stands where the first label will come */
    LabelReading(Topic<String, Label> topic, TopicReader reader, Scoreboard board, Annotator annotator) {
        this.topic = topic;
        this.reader = reader;
        this.board = board;
        this.annotator = annotator;
    }

    /** Waits a moment for labels, and takes those that came. */
    void poll() {
        reader.poll(POLL).forEach(this::take);
    }

    /** Reads until no image is without a label, or for so long, and then all else that has come, so that a second label is seen. */
    void finish(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (board.missing() > 0 && System.nanoTime() - end < 0) {
            poll();
        }
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.reached(ends) && System.nanoTime() - end < 0) {
            poll();
        }
    }

    int answered() {
        return annotator.answered();
    }

    /** How many random draws of what a version labelled were answered. */
    int draws(String version) {
        return annotator.draws(version);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Label label = topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
            if (label != null) {
                board.labelled(label).ifPresent(shown -> annotator.look(label, shown.truth()));
            }
        } catch (MalformedEventException e) {
            // Nobody else writes to the demo's own topic; an image whose label is broken counts as lost.
            return;
        }
    }
}
