package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BalanceTest {
    @Test
    void classesOfOneSizeAreLeftAlone() {
        Balance balance = Balance.of(100, 100);
        assertThat(balance.repeats()).containsExactly(1, 1);
        assertThat(balance.weights()).isEmpty();
    }

    @Test
    void aSmallDifferenceIsMadeUpByWeights() {
        Balance balance = Balance.of(100, 50);
        assertThat(balance.repeats()).containsExactly(1, 1);
        assertThat(balance.weights().get(1)).isCloseTo(2 * balance.weights().get(0), Offset.offset(1e-6f));
    }

    @Test
    void tenThousandAgainstFiveIsBoundedOnBothSides() {
        Balance balance = Balance.of(10_000, 5);
        assertThat(balance.repeats()).containsExactly(1, 5);
        assertThat(balance.weights().get(1)).isCloseTo(20 * balance.weights().get(0), Offset.offset(1e-3f));
        assertThat(balance.weights().get(0)).isCloseTo(1, Offset.offset(.1f));
        assertThat(balance.positions(new int[] {0, 1, 0})).containsExactly(0, 1, 1, 1, 1, 1, 2);
    }

    @Test
    void anExamplesMeanWeightIsOne() {
        Balance balance = Balance.of(300, 100, 50);
        double sum = 0;
        int shown = 0;
        int[] counts = {300, 100, 50};
        for (int i = 0; i < 3; i++) {
            sum += counts[i] * balance.repeats().get(i) * balance.weights().get(i);
            shown += counts[i] * balance.repeats().get(i);
        }
        assertThat(sum / shown).isCloseTo(1, Offset.offset(1e-6));
    }

    @Test
    void shownOnceEachClassWeighsAsItWouldIfItWereRepeated() {
        Balance balance = Balance.of(300, 100, 50);
        for (int i = 0; i < 3; i++) {
            assertThat(balance.wholeWeights().get(i))
                    .isEqualTo(balance.repeats().get(i) * balance.weights().get(i));
        }
        assertThat(Balance.of(30, 30).wholeWeights()).isEmpty();
        assertThat(Balance.of(40, 10).wholeWeights()).hasSize(2);
    }
}
