package io.afterimage.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.infer.Outcome;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabellerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final ImageEvent EVENT =
            ImageEvent.newBuilder().setId("id").setSource("gate-1").build();
    private static final Coordinate COORDINATE = Coordinate.newBuilder()
            .setTopic("images")
            .setPartition(1)
            .setOffset(2)
            .build();

    @Test
    void aSureAnswerNeedsNobody() {
        Label label = label(0, 0.1f, 0.9f);

        assertThat(label.getDecision()).isEqualTo(Decision.LABELLED);
        assertThat(label.getTopList()).extracting(RankedClass::getLabel).containsExactly("dog", "cat");
        assertThat(label.getReviewList()).isEmpty();
        assertThat(label.getEmbedding()).isEmpty();
        assertThat(label.getModel()).isEqualTo("version");
        assertThat(label.getCoordinate()).isEqualTo(COORDINATE);
    }

    @Test
    void anUnsureAnswerIsMarkedAndCarriesItsEmbedding() {
        Label label = label(0, 0.55f, 0.45f);

        assertThat(label.getDecision()).isEqualTo(Decision.UNSURE);
        assertThat(label.getReviewList()).containsExactly(ReviewReason.LOW_CONFIDENCE);
        // 1.0 and -2.0 as binary16, little endian.
        assertThat(label.getEmbedding().toByteArray()).containsExactly(0x00, 0x3c, 0x00, 0xc0);
    }

    @Test
    void anImageCanBeUnsureAndDrawnAtOnce() {
        Label label = label(1, 0.55f, 0.45f);

        assertThat(label.getReviewList()).containsExactly(ReviewReason.LOW_CONFIDENCE, ReviewReason.DRAWN);
        assertThat(label.getDrawPropensity()).isEqualTo(1);
    }

    @Test
    void anExpiredImageHasALabelThatSaysSoAndNoClasses() {
        Label label = labeller(1).label(new Outcome.Expired(EVENT, new byte[32], NOW), COORDINATE, 0);

        assertThat(label.getDecision()).isEqualTo(Decision.EXPIRED);
        assertThat(label.getTopList()).isEmpty();
        assertThat(label.getReviewList()).isEmpty();
        assertThat(label.getModel()).isEmpty();
    }

    private static Label label(double share, float cat, float dog) {
        Outcome outcome = new Outcome.Classified(
                EVENT,
                new byte[32],
                "version",
                List.of("cat", "dog"),
                new float[] {cat, dog},
                new float[] {1, -2},
                NOW);
        return labeller(share).label(outcome, COORDINATE, 0);
    }

    private static Labeller labeller(double share) {
        return new Labeller(new LabelPolicy(0.5, 5), new RandomDraw(share, new byte[16]));
    }
}
