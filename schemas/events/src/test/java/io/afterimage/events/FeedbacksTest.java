package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Shown;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FeedbacksTest {
    private static final Feedback SOUND = Feedback.newBuilder()
            .setImageId("01968c0a-7c1e-7b4e-9d0a-3f1f0d6d2c11")
            .setPerson("ada")
            .setTrueClass("cat")
            .build();

    @Test
    void aBareIdWithAClassIsEnough() {
        assertThat(Feedbacks.check(SOUND)).isEmpty();
    }

    @Test
    void whatBreaksARuleIsRefusedByTheFieldsName() {
        assertThat(refusal(feedback -> feedback.setImageId("42"))).startsWith("EVENT_INVALID image_id");
        assertThat(refusal(feedback -> feedback.setSha256(ByteString.copyFromUtf8("short"))))
                .startsWith("EVENT_INVALID sha256: 5 bytes");
        assertThat(refusal(feedback -> feedback.setCoordinate(Coordinate.getDefaultInstance())))
                .startsWith("EVENT_INVALID sha256: needed");
        assertThat(refusal(feedback -> feedback.setPerson(""))).startsWith("EVENT_INVALID person");
        assertThat(refusal(feedback -> feedback.setPerson("a\nb"))).startsWith("EVENT_INVALID person");
        assertThat(refusal(feedback -> feedback.setSource("a\nb"))).startsWith("EVENT_INVALID source");
        assertThat(refusal(feedback -> feedback.setBlind(true).setShown(Shown.getDefaultInstance())))
                .startsWith("EVENT_INVALID blind");
        assertThat(refusal(feedback -> feedback.setRenamedFrom("a\u0007b"))).startsWith("EVENT_INVALID renamed_from");
        assertThat(refusal(feedback -> feedback.setConfirmedClass("cat").setRenamedFrom("kitty")))
                .startsWith("EVENT_INVALID renamed_from");
        assertThat(refusal(Feedback.Builder::clearVerdict)).startsWith("EVENT_INVALID verdict");
        assertThat(refusal(feedback -> feedback.setTrueClass("x".repeat(10_000))))
                .startsWith("CLASS_INVALID");
        assertThat(refusal(feedback -> feedback.setConfirmedClass("a\u0007b"))).startsWith("CLASS_INVALID");
    }

    @Test
    void aLabelHandedBackIsRefusedUnlessSomebodyConfirmsIt() {
        Shown cat = Shown.newBuilder()
                .addTop(RankedClass.newBuilder().setLabel("house cat"))
                .addTop(RankedClass.newBuilder().setLabel("dog"))
                .build();

        assertThat(refusal(feedback -> feedback.setTrueClass(" House  CAT").setShown(cat)))
                .startsWith("CLASS_REPEATED");
        for (Feedback.Builder said : List.of(
                SOUND.toBuilder().setTrueClass("dog").setShown(cat),
                SOUND.toBuilder().setConfirmedClass("cat").setShown(cat),
                SOUND.toBuilder().setTrueClass("cat"))) {
            assertThat(Feedbacks.check(said.build())).isEmpty();
        }
    }

    private static String refusal(UnaryOperator<Feedback.Builder> change) {
        Rejection rejection =
                Feedbacks.check(change.apply(SOUND.toBuilder()).build()).orElseThrow();
        return rejection.reason() + " " + rejection.detail();
    }
}
