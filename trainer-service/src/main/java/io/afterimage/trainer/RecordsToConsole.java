package io.afterimage.trainer;

import com.google.protobuf.MessageLite;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.live.ClassCounts;
import io.afterimage.trainer.live.Followed;
import io.afterimage.trainer.live.Followed.Start;
import io.afterimage.trainer.live.LivePicture;
import io.afterimage.trainer.review.ReviewQueue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the console reads, and where it goes: labels to the live picture and to the review queue, and what tells of models and
 * classifiers to the picture. A record that is none of its topic's is passed over.
 */
public final class RecordsToConsole {
    private final Topics topics;
    private final LivePicture live;
    private final ClassCounts classes;
    private final ReviewQueue queue;

    public RecordsToConsole(Topics topics, LivePicture live, ClassCounts classes, ReviewQueue queue) {
        this.topics = topics;
        this.live = live;
        this.classes = classes;
        this.queue = queue;
    }

    /** The topics that are read. */
    public List<Followed> followed() {
        return List.of(
                new Followed(topics.labels().name(), Start.RECENT, this::label),
                new Followed(topics.deadLetters().name(), Start.NOW, this::deadLetter),
                new Followed(topics.models().name(), Start.OLDEST, this::model),
                new Followed(topics.classifiers().name(), Start.OLDEST, this::classifier));
    }

    private void label(ConsumerRecord<byte[], byte[]> record) {
        parse(topics.labels(), record)
                .ifPresent(label -> SeenLabel.of(key(record), label).ifPresent(seen -> {
                    live.label(seen, at(record));
                    classes.add(seen);
                    queue.offer(seen, label.getEmbedding());
                }));
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter.of(record).ifPresent(letter -> live.deadLetter(known(letter.reason()), at(record)));
    }

    private void model(ConsumerRecord<byte[], byte[]> record) {
        parse(topics.models(), record).ifPresent(live::model);
    }

    private void classifier(ConsumerRecord<byte[], byte[]> record) {
        live.classifier(key(record), parse(topics.classifiers(), record).orElse(null));
    }

    /** Headers are a stranger's text. */
    private static String known(String reason) {
        return Arrays.stream(RejectionReason.values())
                .map(Enum::name)
                .filter(reason::equals)
                .findFirst()
                .orElse("OTHER");
    }

    static Instant at(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    static <M extends MessageLite> Optional<M> parse(Topic<String, M> topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }
}
