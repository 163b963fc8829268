package io.afterimage.classifier.batch;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sees the records of each poll before Kafka Streams hands them on one at a time, and sets their inference going. Named
 * in {@code main.consumer.interceptor.classes}; Kafka makes one for each stream thread and calls it on that thread.
 */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** Configuration key under which the consumer carries the {@link Polls} to use. */
    public static final String POLLS = "afterimage.polls";

    private @Nullable Polls polls;

    @Override
    public void configure(Map<String, ?> configuration) {
        polls = (Polls) Objects.requireNonNull(configuration.get(POLLS), POLLS);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (polls != null) {
            records.forEach(polls::submit);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {
        if (polls != null) {
            polls.dropAll();
        }
    }
}
