package io.afterimage.classifier.batch;

import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.InferenceException;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.Rejection;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Label;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the inference that {@link PollInterceptor} set going, and forwards a label or a dead letter. Holds nothing
 * back: when {@link #process} returns, the record may be committed. Commits as soon as its stream thread has nothing
 * more to do, so that a light load does not wait for the commit interval. For one stream thread.
 */
public final class ClassifyProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** Name of the child that takes labels. */
    public static final String LABELS = "labels";
    /** Name of the child that takes dead letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    private final Settings settings;
    private @Nullable ProcessorContext<byte[], Object> context;

    /**
     * What all processors of an instance share.
     *
     * @param topicUuid Kafka's id of the images topic in base64
     * @param patience bound of the wait for one image, well under the transaction timeout
     * @param inline counts the images that had no ticket and were submitted by the stream thread itself
     */
    public record Settings(
            Polls polls, Labeller labeller, String topicUuid, Duration patience, LongAdder inline, Clock clock) {}

    public ClassifyProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], Object> to = context();
        RecordMetadata at = to.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("A source's record always has its coordinate"));
        Outcome outcome = outcome(record, at);
        if (outcome instanceof Outcome.Rejected rejected) {
            to.forward(deadLetter(record, rejected.rejection(), at), DEAD_LETTERS);
        } else {
            to.forward(label(record, outcome, at), LABELS);
        }
        if (settings.polls().idle()) {
            to.commit();
        }
    }

    @Override
    public void close() {
        settings.polls().drop(context().taskId().partition());
    }

    private ProcessorContext<byte[], Object> context() {
        if (context == null) {
            throw new IllegalStateException("Kafka Streams calls init first");
        }
        return context;
    }

    private Outcome outcome(Record<byte[], byte[]> record, RecordMetadata at) {
        ImageTask task = settings.polls()
                .redeem(record.headers(), at.topic(), at.partition(), at.offset())
                .filter(polled -> !polled.outcome().isCancelled())
                .orElse(null);
        boolean submitted = task != null;
        if (task == null) {
            settings.inline().increment();
            task = new ImageTask(
                    new ImageRecord(at.topic(), at.partition(), at.offset(), record.value(), record.timestamp()));
        }
        if (!task.outcome().isDone()) {
            settings.polls().runners().expedite(task, submitted);
        }
        return await(task);
    }

    private Outcome await(ImageTask task) {
        try {
            return task.outcome().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            settings.polls().runners().cancel(task);
            throw new InferenceException(
                    "No outcome within " + settings.patience().toSeconds() + " s for the image at offset "
                            + task.image().offset() + " of partition "
                            + task.image().partition(),
                    e);
        } catch (ExecutionException | CancellationException e) {
            throw new InferenceException("Inference failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("Interrupted while an image was under way", e);
        }
    }

    private Record<byte[], Object> label(Record<byte[], byte[]> record, Outcome outcome, RecordMetadata at) {
        Coordinate coordinate = Coordinate.newBuilder()
                .setTopic(at.topic())
                .setTopicUuid(settings.topicUuid())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .build();
        Label label = settings.labeller().label(outcome, coordinate, record.timestamp());
        return new Record<>(record.key(), label, record.timestamp(), new RecordHeaders());
    }

    /** The record as it came, with the reason in its headers; past the limit of the topic, without its bytes. */
    private Record<byte[], Object> deadLetter(Record<byte[], byte[]> record, Rejection rejection, RecordMetadata at) {
        Headers headers = new RecordHeaders(record.headers());
        DeadLetters.write(
                headers,
                new DeadLetters.Origin(
                        rejection,
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        settings.clock().instant()));
        byte[] value = record.value() != null && record.value().length > Topics.IMAGE_MESSAGE_BYTES
                ? DeadLetters.withoutValue(headers, record.value())
                : record.value();
        return new Record<>(record.key(), value, record.timestamp(), headers);
    }
}
