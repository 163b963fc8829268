package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotatorTest {
    private final List<Feedback> said = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private final Annotator annotator = new Annotator(said::add, 2, () -> now);

    @Test
    void onlyWhatIsMarkedForReviewIsAnswered() {
        annotator.look(label("stop"), "stop");
        assertThat(said).isEmpty();

        annotator.look(marked("stop"), "stop");
        assertThat(said).hasSize(1);
        assertThat(annotator.answered()).isEqualTo(1);
    }

    @Test
    void thereIsTimeForSoManyASecond() {
        for (int half = 0; half < 10; half++) {
            for (int i = 0; i < 5; i++) {
                annotator.look(unsure("stop"), "stop");
            }
            now += Duration.ofMillis(500).toNanos();
        }

        assertThat(said).hasSize(10);
    }

    @Test
    void afterAPauseOnlyASecondIsCaughtUpWith() {
        now += Duration.ofMinutes(1).toNanos();
        for (int i = 0; i < 50; i++) {
            annotator.look(unsure("stop"), "stop");
        }

        assertThat(said).hasSize(3);
    }

    @Test
    void eachRandomDrawIsAnsweredAndTakesTheTimeOfOthers() {
        for (int i = 0; i < 3; i++) {
            annotator.look(marked("stop"), "stop");
        }
        now += Duration.ofSeconds(1).toNanos();
        annotator.look(unsure("stop"), "stop");
        assertThat(said).hasSize(3);
        assertThat(annotator.draws("m")).isEqualTo(3);
        assertThat(annotator.draws("other")).isZero();

        now += Duration.ofMillis(500).toNanos();
        annotator.look(unsure("stop"), "stop");
        assertThat(said).hasSize(4);
        assertThat(annotator.draws("m")).isEqualTo(3);
    }

    @Test
    void aRightLabelIsConfirmedAndAWrongOneCorrected() {
        Feedback confirmed = Annotator.answer(unsure("stop"), "stop");
        Feedback corrected = Annotator.answer(unsure("danger"), "wildlife");

        assertThat(Feedbacks.check(confirmed)).isEmpty();
        assertThat(confirmed.getConfirmedClass()).isEqualTo("stop");
        assertThat(Feedbacks.check(corrected)).isEmpty();
        assertThat(corrected.getTrueClass()).isEqualTo("wildlife");
        assertThat(confirmed.getBlind()).isFalse();
    }

    @Test
    void aRandomDrawIsAnsweredWithoutALookAtThePrediction() {
        Feedback said = Annotator.answer(marked("stop"), "stop");

        assertThat(Feedbacks.check(said)).isEmpty();
        assertThat(said.getBlind()).isTrue();
        assertThat(said.hasShown()).isFalse();
        assertThat(said.getTrueClass()).isEqualTo("stop");
    }

    private static Label marked(String first) {
        return label(first).toBuilder().addReview(ReviewReason.DRAWN).build();
    }

    private static Label unsure(String first) {
        return label(first).toBuilder().addReview(ReviewReason.LOW_CONFIDENCE).build();
    }

    private static Label label(String first) {
        return Label.newBuilder()
                .setId("01890000-0000-7000-8000-000000000000")
                .setModel("m")
                .setSource("camera-1")
                .setCoordinate(Coordinate.newBuilder().setTopic("images"))
                .setSha256(ByteString.copyFrom(new byte[32]))
                .addTop(RankedClass.newBuilder().setLabel(first))
                .build();
    }
}
