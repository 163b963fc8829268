package io.afterimage.classifier.upload.results;

import io.afterimage.classifier.upload.answer.Json;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.LabelFields;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of the labels and dead-letters topics as results. Pure; a record that is neither is passed over. */
final class ResultReader {
    private final Topics topics;

    ResultReader(Topics topics) {
        this.topics = topics;
    }

    /** The result that a record is; empty where a stranger wrote something else. */
    Optional<Result> read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.labels().name())
                ? label(record)
                : DeadLetter.of(record).filter(DeadLetter::isImage).map(letter -> rejected(letter, key(record)));
    }

    private Optional<Result> label(ConsumerRecord<byte[], byte[]> record) {
        try {
            Label label = topics.labels().valueSerde().deserializer().deserialize(record.topic(), record.value());
            return label == null
                    ? Optional.empty()
                    : Optional.of(new Result(
                            label.getId(),
                            label.getSource(),
                            Result.State.LABELLED,
                            "",
                            "",
                            Json.write(LabelFields.of(label))));
        } catch (MalformedEventException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Result rejected(DeadLetter letter, String key) {
        String id = letter.id() == null && ImageEvents.isId(key) ? key : Objects.requireNonNullElse(letter.id(), "");
        return new Result(
                id,
                Objects.requireNonNullElse(letter.source(), ""),
                Result.State.REJECTED,
                letter.reason(),
                letter.detail(),
                Json.write(letter.fields()));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
