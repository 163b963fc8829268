package io.afterimage.classifier.infer.batched;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.infer.batched.BatchPolicy.Situation;
import org.junit.jupiter.api.Test;

class BatchPolicyTest {
    private static final long MS = 1_000_000;

    @Test
    void aloneAnImageGoesAtOnce() {
        assertThat(BatchPolicy.patience(new Situation(1, 16, 0, false, 2, 3 * MS, 56 * MS)))
                .isZero();
    }

    @Test
    void aFullBatchGoesAtOnceAlsoBesideAnotherRun() {
        assertThat(BatchPolicy.patience(new Situation(16, 16, 100, false, 2, 3 * MS, 56 * MS)))
                .isZero();
        assertThat(BatchPolicy.patience(new Situation(16, 16, 0, true, 2, 3 * MS, 56 * MS)))
                .isZero();
    }

    @Test
    void besideAnotherRunABatchThatIsNotFullWaitsForItsEnd() {
        assertThat(BatchPolicy.patience(new Situation(15, 16, 0, true, 2, 3 * MS, 56 * MS)))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSlowDeviceWaitsForWhatIsBeingDecodedButNotLongerThanThatSaves() {
        long patience = BatchPolicy.patience(new Situation(2, 16, 100, false, 2, 3 * MS, 56 * MS));

        assertThat(patience).isEqualTo(49 * MS);
    }

    @Test
    void aFastDeviceDoesNotWaitForSlowDecoding() {
        assertThat(BatchPolicy.patience(new Situation(2, 16, 100, false, 2, 3 * MS, 2 * MS)))
                .isZero();
    }

    @Test
    void whileNothingIsKnownNothingWaits() {
        assertThat(BatchPolicy.patience(new Situation(1, 16, 100, false, 2, 0, 0)))
                .isZero();
    }
}
