package io.afterimage.classifier.infer.batched;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.LiveModels;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchLimitsTest {
    private final LiveModel model =
            LiveModels.load(TestModels.colours(), new SimulatedAccelerator(Duration.ZERO, Duration.ZERO, 32));
    private long now;
    private final BatchLimits limits = new BatchLimits(32, () -> now);

    @Test
    void withoutMemoryTheLimitIsThePowerOfTwoBelow() {
        assertThat(limits.of(model)).isEqualTo(32);

        limits.halve(model, 27, "full");

        assertThat(limits.of(model)).isEqualTo(16);
        assertThat(limits.remark()).isEqualTo("batches to 16 only, for want of memory");
    }

    @Test
    void afterAMinuteTwiceAsManyAreTriedAndIfThatPassesItStays() {
        limits.halve(model, 32, "full");
        limits.halve(model, 16, "full");
        pass(Duration.ofMinutes(1));
        assertThat(limits.of(model)).isEqualTo(8);
        pass(Duration.ofMinutes(2));
        assertThat(limits.of(model)).isEqualTo(16);

        limits.passed(model, 12);

        assertThat(limits.of(model)).isEqualTo(16);
        assertThat(limits.remark()).contains("batches to 16 only");
        pass(Duration.ofMinutes(2));
        limits.passed(model, 32);
        assertThat(limits.of(model)).isEqualTo(32);
        assertThat(limits.remark()).isEmpty();
    }

    @Test
    void whatPassesBelowTheLimitRaisesNothing() {
        limits.halve(model, 32, "full");
        pass(Duration.ofMinutes(2));

        limits.passed(model, 16);

        assertThat(limits.remark()).isEqualTo("batches to 16 only, for want of memory");
    }

    @Test
    void eachTryInVainDoublesThePauseUpToAnHour() {
        limits.halve(model, 2, "full");
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 64, 64, 64}) {
            pass(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(limits.of(model)).isEqualTo(1);
            pass(Duration.ofSeconds(1));
            assertThat(limits.of(model)).isEqualTo(2);
            limits.halve(model, 2, "full");
        }
    }

    private void pass(Duration time) {
        now += time.plusMillis(1).toNanos();
    }
}
