package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelFieldsTest {
    private static final Label LABEL = Label.newBuilder()
            .setId("0198c0de-0000-7000-8000-000000000001")
            .setSource("gate\u001B[2J")
            .setCoordinate(Coordinate.newBuilder()
                    .setTopic("afterimage.images")
                    .setPartition(3)
                    .setOffset(17))
            .setModel("ab".repeat(32))
            .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(.75f))
            .addTop(RankedClass.newBuilder().setLabel("dog").setProbability(.25f))
            .setDecision(Decision.UNSURE)
            .addReview(ReviewReason.LOW_CONFIDENCE)
            .addReview(ReviewReason.DRAWN)
            .setCapturedAt(Timestamp.newBuilder().setSeconds(1_767_225_600))
            .setLabelledAt(Timestamp.newBuilder().setSeconds(1_767_225_661).setNanos(500_000_000))
            .build();

    @Test
    void theJsonKeysAreTheAgreedOnesInTheirOrder() {
        Map<String, Object> fields = LabelFields.of(LABEL);

        assertThat(fields.keySet())
                .containsExactly(
                        "id",
                        "source",
                        "label",
                        "probability",
                        "top",
                        "decision",
                        "review",
                        "model",
                        "topic",
                        "partition",
                        "offset",
                        "captured_at",
                        "labelled_at");
        assertThat(fields)
                .containsEntry("label", "cat")
                .containsEntry("probability", .75f)
                .containsEntry("decision", "unsure")
                .containsEntry("review", List.of("low_confidence", "drawn"))
                .containsEntry("partition", 3)
                .containsEntry("offset", 17L)
                .containsEntry("captured_at", "2026-01-01T00:00:00Z")
                .containsEntry("labelled_at", "2026-01-01T00:01:01.500Z");
    }

    @Test
    void anExpiredImageHasNoClass() {
        Label expired =
                LABEL.toBuilder().clearTop().setDecision(Decision.EXPIRED).build();

        assertThat(LabelFields.of(expired))
                .containsEntry("label", null)
                .containsEntry("probability", null)
                .containsEntry("decision", "expired");
    }
}
