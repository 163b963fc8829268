package io.afterimage.classifier.label;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns what the model answered into a label, and decides whether a person should look at it. Pure. */
public final class Labeller {
    private final LabelPolicy policy;
    private final RandomDraw draw;

    public Labeller(LabelPolicy policy, RandomDraw draw) {
        this.policy = policy;
        this.draw = draw;
    }

    /**
     * The label of an image that was not rejected.
     *
     * @param receivedAt when the broker appended the image, in Unix milliseconds
     */
    public Label label(Outcome outcome, Coordinate coordinate, long receivedAt) {
        if (outcome instanceof Outcome.Classified classified) {
            return classified(classified, coordinate, receivedAt);
        }
        if (outcome instanceof Outcome.Expired expired) {
            return frame(expired.event(), coordinate, receivedAt, expired.at())
                    .setSha256(UnsafeByteOperations.unsafeWrap(expired.sha256()))
                    .setDecision(Decision.EXPIRED)
                    .build();
        }
        throw new IllegalArgumentException("A rejected image has no label");
    }

    private Label classified(Outcome.Classified outcome, Coordinate coordinate, long receivedAt) {
        Label.Builder label = frame(outcome.event(), coordinate, receivedAt, outcome.at())
                .setSha256(UnsafeByteOperations.unsafeWrap(outcome.sha256()))
                .setModel(outcome.model())
                .setDrawPropensity(draw.propensity());
        for (int i : Ranking.top(outcome.probabilities(), policy.top())) {
            label.addTop(RankedClass.newBuilder()
                    .setLabel(outcome.labels().get(i))
                    .setProbability(outcome.probabilities()[i]));
        }
        Decision decision =
                policy.decide(label.getTop(0).getProbability(), outcome.labels().size());
        List<ReviewReason> review = review(decision, coordinate);
        if (!review.isEmpty()) {
            label.addAllReview(review).setEmbedding(half(outcome.embedding()));
        }
        return label.setDecision(decision).build();
    }

    private List<ReviewReason> review(Decision decision, Coordinate coordinate) {
        List<ReviewReason> review = new ArrayList<>();
        if (decision == Decision.UNSURE) {
            review.add(ReviewReason.LOW_CONFIDENCE);
        }
        if (draw.draws(coordinate)) {
            review.add(ReviewReason.DRAWN);
        }
        return review;
    }

    private static Label.Builder frame(ImageEvent event, Coordinate coordinate, long receivedAt, Instant labelledAt) {
        Label.Builder label = Label.newBuilder()
                .setId(event.getId())
                .setSource(event.getSource())
                .setCoordinate(coordinate)
                .setReceivedAt(Times.timestamp(Instant.ofEpochMilli(receivedAt)))
                .setLabelledAt(Times.timestamp(labelledAt));
        if (event.hasCapturedAt()) {
            label.setCapturedAt(event.getCapturedAt());
        }
        return label;
    }

    private static ByteString half(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : embedding) {
            bytes.putShort(Fp16Conversions.floatToFp16(value));
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }
}
