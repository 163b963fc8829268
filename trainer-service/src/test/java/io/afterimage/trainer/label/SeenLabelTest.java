package io.afterimage.trainer.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.trainer.review.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenLabelTest {
    private static final Label GOOD =
            Frames.of(7, "door", "cat", 0.5, Frames.NOON, ReviewReason.DRAWN).label();

    @Test
    void aPlaceIsReadAsItIsWritten() {
        assertThat(Place.parse("3-1700")).contains(new Place(3, 1700));
        assertThat(Place.parse(new Place(0, 0).toString())).contains(new Place(0, 0));
        assertThat(List.of("", "3", "-1-2", "3-", "3-x", "1-2-3", "3-99999999999999999999"))
                .allMatch(text -> Place.parse(text).isEmpty());
    }

    @Test
    void theEmbeddingIsNotKept() {
        Label label = GOOD.toBuilder().setEmbedding(Frames.scene(1)).build();

        assertThat(SeenLabel.of("door", label).orElseThrow().label()).isEqualTo(GOOD);
    }

    @Test
    void whatNamesNoImageIsNone() {
        assertThat(SeenLabel.of("door", GOOD)).isPresent();
        assertThat(SeenLabel.of("door", GOOD.toBuilder().setId("7").build())).isEmpty();
        assertThat(SeenLabel.of("door", GOOD.toBuilder().setSource(" ").build()))
                .isEmpty();
        assertThat(SeenLabel.of(
                        "door", GOOD.toBuilder().setSha256(ByteString.EMPTY).build()))
                .isEmpty();
        Label.Builder never = GOOD.toBuilder();
        never.getReceivedAtBuilder().setSeconds(Long.MAX_VALUE);
        assertThat(SeenLabel.of("door", never.build())).isEmpty();
    }

    @Test
    void aLabelLargerThanAnyClassifierMakesItIsNotRemembered() {
        Label giant = GOOD.toBuilder()
                .addTop(RankedClass.newBuilder().setLabel("x".repeat(10_000)))
                .build();

        assertThat(SeenLabel.of("door", giant)).isEmpty();
    }

    @Test
    void itsJsonNamesItsImageByPlaceAndHash() {
        SeenLabel seen = SeenLabel.of("door", GOOD).orElseThrow();

        assertThat(SeenLabelFields.of(seen, 3))
                .containsEntry("place", "1-7")
                .containsEntry("image", "/v1/images/1-7/" + "00".repeat(32))
                .containsEntry("number", 3)
                .containsEntry("review", List.of("DRAWN"))
                .containsEntry("captured_at", null)
                .containsEntry("received_at", "2026-01-01T12:00:00Z");
        assertThat(SeenLabelFields.of(seen, 0)).containsEntry("number", null);
    }
}
