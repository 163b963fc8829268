package io.afterimage.cli.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetters.Origin;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Answers each image of a task: with a label, or with a dead letter where it has no bytes. */
final class EchoClassifier implements AutoCloseable {
    private final TestTask task;
    private final int answers;
    private final Thread thread = new Thread(this::run, "echo-classifier");
    private volatile boolean closed;

    /**
     * @param answers labels for each image; a sound classifier gives one
     */
    EchoClassifier(TestTask task, int answers) {
        this.task = task;
        this.answers = answers;
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (TopicReader reader =
                TopicReader.of(task.client(), task.topics().images()).fromOldest()) {
            while (!closed) {
                reader.poll(Duration.ofMillis(50)).forEach(this::answer);
            }
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
        ImageEvent event = event(record);
        if (event.hasData() && event.getData().isEmpty()) {
            Rejection rejection = new Rejection(RejectionReason.IMAGE_EMPTY, "no bytes");
            task.sendDeadLetter(
                    event.getId(),
                    record.value(),
                    new Origin(rejection, record.topic(), record.partition(), record.offset(), Instant.EPOCH));
            return;
        }
        Label label = Label.newBuilder()
                .setId(event.getId())
                .setSource(event.getSource())
                .setDecision(Decision.LABELLED)
                .build();
        for (int i = 0; i < answers; i++) {
            task.send(task.topics().labels(), event.getId(), label.toByteArray(), new RecordHeaders());
        }
    }

    private static ImageEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ImageEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Only events are fed here", e);
        }
    }
}
