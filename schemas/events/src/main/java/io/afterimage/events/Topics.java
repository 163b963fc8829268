package io.afterimage.events;

import com.google.protobuf.MessageLite;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.TrainingProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The topics of one task. Several tasks share a cluster by their prefixes. Immutable. */
public final class Topics {
    public static final String DEFAULT_PREFIX = "afterimage.";

    /** Most bytes of an image that travels inside its event; larger ones go to the store. */
    public static final int INLINE_LIMIT = 900 * 1024;

    /** Largest record batch of the images topic. */
    public static final int IMAGE_MESSAGE_BYTES = 1024 * 1024;

    /** A dead letter is its image's record and some headers, so it must be allowed to be a little larger. */
    public static final int DEAD_LETTER_MESSAGE_BYTES = IMAGE_MESSAGE_BYTES + 64 * 1024;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
    private static final int DATA_PARTITIONS = 8;
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final Topic<String, ImageEvent> images;
    private final Topic<String, Label> labels;
    private final Topic<String, Feedback> feedback;
    private final Topic<String, Example> examples;
    private final Topic<String, ModelEntry> models;
    private final Topic<String, ClassifierReport> classifiers;
    private final Topic<String, TrainingProgress> trainingRuns;
    private final Topic<byte[], byte[]> deadLetters;

    /**
     * @param prefix start of every topic's name, such as {@value #DEFAULT_PREFIX}
     * @throws IllegalArgumentException if the prefix holds a character that no topic name may have
     */
    public Topics(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "Topic prefix '" + prefix + "': only letters, digits, '.', '_' and '-' are allowed, at most 100");
        }
        images = topic(prefix + "images", ImageEvent.getDefaultInstance(), DATA_PARTITIONS, days(7));
        labels = topic(prefix + "labels", Label.getDefaultInstance(), DATA_PARTITIONS, days(30));
        feedback = topic(prefix + "feedback", Feedback.getDefaultInstance(), DATA_PARTITIONS, forGood());
        examples = topic(prefix + "examples", Example.getDefaultInstance(), DATA_PARTITIONS, compacted());
        models = topic(prefix + "models", ModelEntry.getDefaultInstance(), 1, forGood());
        classifiers = topic(prefix + "classifiers", ClassifierReport.getDefaultInstance(), 1, compacted());
        trainingRuns = topic(prefix + "training-runs", TrainingProgress.getDefaultInstance(), 1, days(30));
        deadLetters = new Topic<>(
                prefix + "dead-letters",
                Serdes.ByteArray(),
                Serdes.ByteArray(),
                DATA_PARTITIONS,
                settings(days(30), DEAD_LETTER_MESSAGE_BYTES),
                rules(days(30), false, DEAD_LETTER_MESSAGE_BYTES));
    }

    public Topic<String, ImageEvent> images() {
        return images;
    }

    public Topic<String, Label> labels() {
        return labels;
    }

    public Topic<String, Feedback> feedback() {
        return feedback;
    }

    public Topic<String, Example> examples() {
        return examples;
    }

    public Topic<String, ModelEntry> models() {
        return models;
    }

    public Topic<String, ClassifierReport> classifiers() {
        return classifiers;
    }

    public Topic<String, TrainingProgress> trainingRuns() {
        return trainingRuns;
    }

    /** Keys and values as they were on the topic where the record could not be processed. */
    public Topic<byte[], byte[]> deadLetters() {
        return deadLetters;
    }

    public List<Topic<?, ?>> all() {
        return List.of(images, labels, feedback, examples, models, classifiers, trainingRuns, deadLetters);
    }

    /** How long a topic keeps its records. */
    private record Keep(String cleanup, Optional<Duration> retention) {}

    private static Keep days(int days) {
        return new Keep("delete", Optional.of(Duration.ofDays(days)));
    }

    private static Keep forGood() {
        return new Keep("delete", Optional.empty());
    }

    private static Keep compacted() {
        return new Keep("compact", Optional.empty());
    }

    private static <M extends MessageLite> Topic<String, M> topic(String name, M prototype, int partitions, Keep keep) {
        Serde<M> values = ProtobufSerde.of(prototype);
        return new Topic<>(
                name,
                Serdes.String(),
                values,
                partitions,
                settings(keep, IMAGE_MESSAGE_BYTES),
                rules(keep, partitions == 1 && keep.equals(forGood()), IMAGE_MESSAGE_BYTES));
    }

    private static Map<String, String> settings(Keep keep, int messageBytes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", keep.cleanup());
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("max.message.bytes", Integer.toString(messageBytes));
        settings.put("unclean.leader.election.enable", "false");
        settings.put("retention.bytes", "-1");
        settings.put(
                "retention.ms",
                keep.retention().map(d -> Long.toString(d.toMillis())).orElse("-1"));
        return Map.copyOf(settings);
    }

    /** Operators may shorten what is kept for days, but not so far that nobody could still react. */
    private static TopicRules rules(Keep keep, boolean singlePartition, int messageBytes) {
        return new TopicRules(
                keep.cleanup(), keep.retention().map(kept -> ONE_DAY), messageBytes, true, singlePartition);
    }
}
