package io.afterimage.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.afterimage.events.v1.Decision;
import org.junit.jupiter.api.Test;

class LabelPolicyTest {
    private final LabelPolicy policy = new LabelPolicy(0.5, 5);

    @Test
    void aModelOfTwoClassesIsUnsureHalfWayFromChanceToCertain() {
        assertThat(policy.decide(0.74f, 2)).isEqualTo(Decision.UNSURE);
        assertThat(policy.decide(0.76f, 2)).isEqualTo(Decision.LABELLED);
    }

    @Test
    void aModelOfAThousandClassesNeedsHardlyMoreThanHalf() {
        assertThat(policy.decide(0.49f, 1_000)).isEqualTo(Decision.UNSURE);
        assertThat(policy.decide(0.51f, 1_000)).isEqualTo(Decision.LABELLED);
    }

    @Test
    void aModelOfOneClassIsNeverUnsure() {
        assertThat(policy.decide(1, 1)).isEqualTo(Decision.LABELLED);
    }

    @Test
    void atZeroNothingIsUnsure() {
        assertThat(new LabelPolicy(0, 5).decide(0.5f, 2)).isEqualTo(Decision.LABELLED);
    }

    @Test
    void aThresholdOutsideZeroToOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelPolicy(1.1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelPolicy(Double.NaN, 5));
    }
}
