package io.afterimage.classifier.batch;

import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.InferenceException;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.infer.Timing;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.metrics.ImageMetrics;
import io.afterimage.classifier.trace.Tracing;
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
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the inference that {@link PollInterceptor} set going, and forwards a label or a dead letter. Holds nothing
 * back: when {@link #process} returns, the record may be committed. Commits at its {@link CommitPace}, so that only a
 * backlog waits for the commit interval. For one stream thread.
 */
public final class ClassifyProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** Name of the child that takes labels. */
    public static final String LABELS = "labels";
    /** Name of the child that takes dead letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    /** Older images than this have waited in a backlog. */
    private static final Duration BACKLOG = Duration.ofSeconds(1);

    private static final int AT_ONCE = 16;
    private static final Duration AT_ONCE_PATIENCE = Duration.ofMillis(100);

    private final Settings settings;
    private @Nullable ProcessorContext<byte[], Object> context;

    /**
     * What all processors of an instance share.
     *
     * @param topicUuid Kafka's id of the images topic in base64
     * @param patience bound of the wait for one image, well under the transaction timeout
     * @param inline counts the images that had no ticket and were submitted by the stream thread itself
     * @param metrics told of each image once
     * @param tracing told of each image once
     */
    public record Settings(
            Polls polls,
            CommitPace pace,
            Labeller labeller,
            String topicUuid,
            Duration patience,
            LongAdder inline,
            ImageMetrics metrics,
            Tracing tracing,
            Clock clock) {}

    public ClassifyProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        context.schedule(CommitPace.BEAT, PunctuationType.WALL_CLOCK_TIME, now -> commitIdle());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("A source's record always has its coordinate"));
        ImageTask task = task(record, at);
        if (!task.outcome().isDone() && age(record).compareTo(BACKLOG) > 0) {
            awaitMore();
        }
        Outcome outcome = await(task);
        if (outcome instanceof Outcome.Rejected rejected) {
            reject(record, rejected.rejection(), task.image().timing(), at);
        } else {
            label(record, outcome, task.image().timing(), at);
        }
        settings.pace().owe();
        if (!commitIdle() && settings.pace().dueBusy(age(record))) {
            context().commit();
        }
    }

    private boolean commitIdle() {
        boolean due = settings.polls().idle() && settings.pace().dueIdle();
        if (due) {
            context().commit();
        }
        return due;
    }

    private Duration age(Record<byte[], byte[]> record) {
        return Duration.ofMillis(settings.clock().millis() - record.timestamp());
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

    private ImageTask task(Record<byte[], byte[]> record, RecordMetadata at) {
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
        return task;
    }

    /**
     * Sleeps until several images can be labelled in one go. A thread that woke for each would find nothing of its code and
     * data in the core's caches, and leave the runner there nothing of its own.
     */
    private void awaitMore() {
        settings.polls().ahead(AT_ONCE).ifPresent(later -> {
            try {
                later.outcome().get(AT_ONCE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException | CancellationException e) {
                // What became of it is told when its own turn comes.
                return;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
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
            throw interrupted(e);
        }
    }

    private static InferenceException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InferenceException("Interrupted while an image was under way", e);
    }

    private void label(Record<byte[], byte[]> record, Outcome outcome, Timing timing, RecordMetadata at) {
        Coordinate coordinate = Coordinate.newBuilder()
                .setTopic(at.topic())
                .setTopicUuid(settings.topicUuid())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .build();
        Label label = settings.labeller().label(outcome, coordinate, record.timestamp());
        Headers headers = new RecordHeaders();
        trace(label.getDecision().name(), record, headers, timing, at);
        context().forward(new Record<>(record.key(), label, record.timestamp(), headers), LABELS);
        settings.metrics().labelled(label.getDecision(), timing, record.timestamp());
    }

    /** Forwards the record as it came, with the reason in its headers; past the limit of the topic, without its bytes. */
    private void reject(Record<byte[], byte[]> record, Rejection rejection, Timing timing, RecordMetadata at) {
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
        trace(rejection.reason().name(), record, headers, timing, at);
        context().forward(new Record<>(record.key(), value, record.timestamp(), headers), DEAD_LETTERS);
        settings.metrics().rejected(rejection.reason(), timing, record.timestamp());
    }

    private void trace(String outcome, Record<byte[], byte[]> record, Headers to, Timing timing, RecordMetadata at) {
        settings.tracing()
                .trace(
                        new Tracing.Image(at.topic(), at.partition(), at.offset(), outcome, timing),
                        record.headers(),
                        to);
    }
}
