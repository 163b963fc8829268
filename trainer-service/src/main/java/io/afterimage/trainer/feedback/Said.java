package io.afterimage.trainer.feedback;

import com.google.protobuf.ByteString;
import io.afterimage.events.ClassNames;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.Vote;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Feedback that keeps to all rules, and the record that it is.
 *
 * @param record where it stands
 * @param feedback what it says; with a hash once the image is known
 */
public record Said(ConsumerRecord<byte[], byte[]> record, Feedback feedback) {
    /** Whether it names its image by nothing but the id. */
    public boolean bare() {
        return feedback.getSha256().isEmpty();
    }

    /** The image's lower-case hex SHA-256; of feedback that is not {@link #bare}. */
    public String sha256() {
        return HexFormat.of().formatHex(feedback.getSha256().toByteArray());
    }

    /** Whether the person takes an earlier vote back. */
    public boolean retracts() {
        return feedback.hasRetraction();
    }

    /** Whether the person says what they said before, under a new name of the class. */
    public boolean renames() {
        return !feedback.getRenamedFrom().isEmpty();
    }

    /** Whether it would give the class of this vote its new name. */
    public boolean renames(Vote vote) {
        return ClassNames.tidy(feedback.getRenamedFrom())
                .map(ClassNames::key)
                .filter(ClassNames.key(vote.getLabel())::equals)
                .isPresent();
    }

    /** The vote, with the class's name tidied; without a class if the person says that the image is unusable. */
    public Vote vote() {
        return Vote.newBuilder()
                .setPerson(feedback.getPerson())
                .setLabel(ClassNames.tidy(className()).orElse(""))
                .setAt(Times.timestamp(Instant.ofEpochMilli(record.timestamp())))
                .setImageId(feedback.getImageId())
                .build();
    }

    /** The same of the image that the label is about. */
    public Said about(Label label) {
        return new Said(
                record,
                feedback.toBuilder()
                        .setCoordinate(label.getCoordinate())
                        .setSha256(label.getSha256())
                        .build());
    }

    /** The same of an image that is known by its hash. */
    public Said about(String sha256) {
        return new Said(
                record,
                feedback.toBuilder()
                        .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                        .build());
    }

    private String className() {
        return feedback.hasTrueClass() ? feedback.getTrueClass() : feedback.getConfirmedClass();
    }
}
