package io.afterimage.trainer.label;

import io.afterimage.events.ImageEvents;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ReviewReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A label that was checked and takes a bounded amount of memory.
 *
 * @param label without its embedding
 * @param continuous whether it is a frame of a feed whose neighbouring images show one scene
 * @param receivedAt when the broker took the image
 * @param labelledAt when the classifier had the result
 */
public record SeenLabel(Label label, boolean continuous, Instant receivedAt, Instant labelledAt) {
    private static final int LARGEST_BYTES = 8 << 10;
    private static final int SHA256_BYTES = 32;

    /**
     * The label of a record.
     *
     * @param key of the record: the source for continuous feeds
     * @return empty where it names no image, or no time, or is larger than any classifier makes it
     */
    public static Optional<SeenLabel> of(String key, Label label) {
        Label slim = label.getEmbedding().isEmpty()
                ? label
                : label.toBuilder().clearEmbedding().build();
        if (!ImageEvents.isId(slim.getId())
                || !ImageEvents.isSource(slim.getSource())
                || slim.getSha256().size() != SHA256_BYTES
                || slim.getSerializedSize() > LARGEST_BYTES) {
            return Optional.empty();
        }
        try {
            boolean continuous = key.equals(slim.getSource()) && !key.equals(slim.getId());
            return Optional.of(new SeenLabel(
                    slim, continuous, Times.instant(slim.getReceivedAt()), Times.instant(slim.getLabelledAt())));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The image's id. */
    public String id() {
        return label.getId();
    }

    /** The image's source. */
    public String source() {
        return label.getSource();
    }

    /** Version of the model that made it; empty where the image expired. */
    public String model() {
        return label.getModel();
    }

    /** The class that it puts first; empty where it has none. */
    public String said() {
        return label.getTopCount() == 0 ? "" : label.getTop(0).getLabel();
    }

    /** Probability of the class that it puts first, 0 where it has none. */
    public double probability() {
        return label.getTopCount() == 0 ? 0 : label.getTop(0).getProbability();
    }

    /** By how much the first class is more probable than the second, in [0, 1]. */
    public double margin() {
        double second = label.getTopCount() < 2 ? 0 : label.getTop(1).getProbability();
        return Math.max(0, Math.min(1, probability() - second));
    }

    /** Whether the image was drawn at random, whatever the model said of it. */
    public boolean drawn() {
        return label.getReviewList().contains(ReviewReason.DRAWN);
    }

    /** Whether the model was not sure. */
    public boolean unsure() {
        return label.getReviewList().contains(ReviewReason.LOW_CONFIDENCE);
    }

    /** Where the image stands. */
    public Place place() {
        return Place.of(label.getCoordinate());
    }

    /** The image's lower-case hex SHA-256. */
    public String sha256() {
        return HexFormat.of().formatHex(label.getSha256().toByteArray());
    }
}
