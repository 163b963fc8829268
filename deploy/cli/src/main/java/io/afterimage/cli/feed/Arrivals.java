package io.afterimage.cli.feed;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Progress;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for the label or the dead letter of each image. Make it before the first image is sent: it begins where the
 * topics end then. For one thread, which also closes it.
 */
final class Arrivals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topics topics;
    private final TopicReader reader;
    private final Garbage garbage;

    Arrivals(Map<String, Object> client, Topics topics, Garbage garbage) {
        this.topics = topics;
        this.garbage = garbage;
        this.reader =
                TopicReader.of(client, topics.labels(), topics.deadLetters()).fromNow();
    }

    /**
     * Waits until no image is missing, then reads what else the topics hold by then, so that a second label of an image
     * is seen.
     *
     * @param patience longest time without any outcome
     * @return whether each image has its outcome
     */
    boolean await(Outcomes outcomes, Duration patience, Interruption interruption, Output output) {
        try (Progress progress = new Progress(output, "Answered", outcomes.missing())) {
            long last = System.nanoTime();
            while (outcomes.missing() > 0 && !interruption.requested()) {
                int before = outcomes.done();
                poll(outcomes);
                progress.show(outcomes.done());
                if (outcomes.done() > before) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > patience.toNanos()) {
                    return false;
                }
            }
        }
        readToEnd(outcomes, interruption);
        return outcomes.missing() == 0;
    }

    private void readToEnd(Outcomes outcomes, Interruption interruption) {
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.reached(ends) && !interruption.requested()) {
            poll(outcomes);
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private void poll(Outcomes outcomes) {
        for (var record : reader.poll(POLL)) {
            if (record.topic().equals(topics.labels().name())) {
                label(record, outcomes);
            } else {
                deadLetter(record, outcomes);
            }
        }
    }

    private void label(ConsumerRecord<byte[], byte[]> record, Outcomes outcomes) {
        try {
            Label label = topics.labels().valueSerde().deserializer().deserialize(record.topic(), record.value());
            if (label != null) {
                outcomes.labelled(label.getId());
            }
        } catch (MalformedEventException e) {
            garbage.passOver(record, e.rejection().detail());
        }
    }

    /** By its key, the image's id: its value may be anything. */
    private void deadLetter(ConsumerRecord<byte[], byte[]> record, Outcomes outcomes) {
        var letter = DeadLetter.of(record);
        if (letter.isEmpty()) {
            garbage.passOver(record, "not a dead letter: its headers are missing");
        } else if (record.key() != null && letter.get().isImage()) {
            outcomes.rejected(
                    new String(record.key(), StandardCharsets.UTF_8),
                    letter.get().reason());
        }
    }
}
