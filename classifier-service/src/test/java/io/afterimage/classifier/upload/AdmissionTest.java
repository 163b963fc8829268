package io.afterimage.classifier.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.classifier.upload.answer.RefusedException;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(1, 1_000_000);

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenItIsClosed() {
        Admission.Permit first = admission.enter();
        assertThatThrownBy(admission::enter).hasMessageContaining("TOO_MANY_REQUESTS");

        first.close();
        first.close();

        try (Admission.Permit second = admission.enter()) {
            assertThatThrownBy(admission::enter).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void whatIsAnnouncedIsSetAsideAtOnceAndFreedAtTheEnd() {
        try (Admission.Permit permit = admission.enter()) {
            new Body(permit, 500_000, 400_000).append(new byte[300_000]);

            assertThat(admission.held()).isEqualTo(400_000);
        }
        assertThat(admission.held()).isZero();
    }

    @Test
    void whatIsNotAnnouncedIsSetAsideAsItGrows() {
        try (Admission.Permit permit = admission.enter()) {
            Body body = new Body(permit, 2_000_000, -1);
            for (int i = 0; i < 3; i++) {
                body.append(new byte[100_000]);
            }

            assertThat(admission.held()).isBetween(300_000L, 600_000L);
            assertThat(body.bytes()).hasSize(300_000);
            assertThatThrownBy(() -> body.append(new byte[900_000])).hasMessageContaining("MEMORY_FULL");
        }
        assertThat(admission.held()).isZero();
    }

    @Test
    void theLimitItselfIsAllowedAndOneByteMoreIsNot() {
        try (Admission.Permit permit = admission.enter()) {
            Body body = new Body(permit, 1_000, -1);
            body.append(new byte[1_000]);

            assertThat(body.bytes()).hasSize(1_000);
            assertThatThrownBy(() -> body.append(new byte[1])).hasMessageContaining("BODY_TOO_LARGE");
            assertThatThrownBy(() -> new Body(permit, 1_000, 1_001)).hasMessageContaining("BODY_TOO_LARGE");
        }
    }
}
