package io.afterimage.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LabelViewTest {
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
    void anExpiredImageHasNoClass() {
        Label expired =
                LABEL.toBuilder().clearTop().setDecision(Decision.EXPIRED).build();

        assertThat(LabelView.text(expired, ZoneOffset.UTC)).contains("  -  expired  ");
    }

    @Test
    void theLineForPeopleHoldsNothingThatSteersATerminal() {
        assertThat(LabelView.text(LABEL, ZoneOffset.UTC))
                .isEqualTo("00:01:01  gate\uFFFD[2J  cat  75.0%  unsure  abababababab  "
                        + "0198c0de-0000-7000-8000-000000000001");
    }
}
