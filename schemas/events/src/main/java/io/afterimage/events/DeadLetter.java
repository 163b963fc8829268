package io.afterimage.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed: an image, or what a person said of one.
 *
 * @param id the image's, where the original bytes are an event with one
 * @param source the image's, where the original bytes are an event with one
 * @param reason a {@link RejectionReason} by name, or one that a newer classifier knows
 * @param detail one line for a person
 * @param topic where the record stood, with partition and offset
 */
public record DeadLetter(
        @Nullable String id,
        @Nullable String source,
        String reason,
        String detail,
        String topic,
        int partition,
        long offset) {

    /** Reads a record of the dead-letters topic; empty if its headers are not a dead letter's. */
    public static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String reason = DeadLetters.read(headers, DeadLetters.REASON);
        String topic = DeadLetters.read(headers, DeadLetters.TOPIC);
        String partition = DeadLetters.read(headers, DeadLetters.PARTITION);
        String offset = DeadLetters.read(headers, DeadLetters.OFFSET);
        if (reason == null || topic == null || partition == null || offset == null) {
            return Optional.empty();
        }
        try {
            boolean image = isImages(topic);
            Optional<ImageEvent> event = image ? event(record.value()) : Optional.empty();
            Optional<String> id = image ? event.map(ImageEvent::getId) : feedback(record.value());
            return Optional.of(new DeadLetter(
                    id.filter(ImageEvents::isId).orElse(null),
                    event.map(ImageEvent::getSource)
                            .filter(ImageEvents::isSource)
                            .orElse(null),
                    reason,
                    Objects.requireNonNullElse(DeadLetters.read(headers, DeadLetters.DETAIL), ""),
                    topic,
                    Integer.parseInt(partition),
                    Long.parseLong(offset)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it is an image that could not be labelled, rather than what a person said of one. */
    public boolean isImage() {
        return isImages(topic);
    }

    /** By its name's end, whatever the prefix: the header is all that a reader has. */
    private static boolean isImages(String topic) {
        return !topic.endsWith("feedback");
    }

    private static Optional<String> feedback(byte @Nullable [] value) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(Feedback.parseFrom(value).getImageId());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Optional<ImageEvent> event(byte @Nullable [] value) {
        try {
            return value == null ? Optional.empty() : Optional.of(ImageEvent.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** The JSON object that every command and every HTTP answer shows: keys and values, in order. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("source", source);
        fields.put("reason", reason);
        fields.put("detail", detail);
        fields.put("topic", topic);
        fields.put("partition", partition);
        fields.put("offset", offset);
        return fields;
    }
}
