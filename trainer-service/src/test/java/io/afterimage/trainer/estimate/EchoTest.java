package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Shown;
import org.junit.jupiter.api.Test;

class EchoTest {
    private static final Shown CAT = Shown.newBuilder()
            .addTop(RankedClass.newBuilder().setLabel("cat"))
            .addTop(RankedClass.newBuilder().setLabel("dog"))
            .build();

    @Test
    void aLabelHandedBackIsAnEcho() {
        assertThat(Echo.is(
                        Feedback.newBuilder().setTrueClass("cat").setShown(CAT).build()))
                .isTrue();
        assertThat(Echo.is(
                        Feedback.newBuilder().setTrueClass(" Cat").setShown(CAT).build()))
                .isTrue();
    }

    @Test
    void aCorrectionAConfirmationAndAPersonsOwnWordAreNone() {
        assertThat(Echo.is(
                        Feedback.newBuilder().setTrueClass("dog").setShown(CAT).build()))
                .isFalse();
        assertThat(Echo.is(Feedback.newBuilder()
                        .setConfirmedClass("cat")
                        .setShown(CAT)
                        .build()))
                .isFalse();
        assertThat(Echo.is(Feedback.newBuilder().setTrueClass("cat").build())).isFalse();
    }
}
