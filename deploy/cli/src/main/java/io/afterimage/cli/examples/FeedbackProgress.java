package io.afterimage.cli.examples;

import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the trainer has come with feedback. */
final class FeedbackProgress {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Map<String, Object> client;
    private final Topic<String, Feedback> topic;
    private final String group;

    FeedbackProgress(Map<String, Object> client, Topic<String, Feedback> topic) {
        this.client = client;
        this.topic = topic;
        this.group = topic.name().replaceFirst("feedback$", "trainer");
    }

    /**
     * Waits until all that is there now is processed.
     *
     * @param patience longest time without any progress
     * @return whether it is
     */
    boolean await(Duration patience) {
        try (TopicReader reader = TopicReader.ofGroup(client, topic, group)) {
            Map<TopicPartition, Long> ends = reader.ends();
            long before = Long.MAX_VALUE;
            long last = System.nanoTime();
            for (long left = left(reader, ends); left > 0; left = left(reader, ends)) {
                if (left < before) {
                    before = left;
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > patience.toNanos() || Thread.interrupted()) {
                    return false;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
            return true;
        }
    }

    private static long left(TopicReader reader, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = reader.committed();
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - offset(committed.get(end.getKey()))))
                .sum();
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }
}
