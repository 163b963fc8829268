package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    @Test
    void itGoesUpInALineAndDownAlongACosine() {
        LearningRate rate = new LearningRate(.4, 4, 12);
        assertThat(rate.at(0)).isCloseTo(.1, CLOSE);
        assertThat(rate.at(3)).isCloseTo(.4, CLOSE);
        assertThat(rate.at(4)).isCloseTo(.4, CLOSE);
        assertThat(rate.at(8)).isCloseTo(.2, CLOSE);
        assertThat(rate.at(12)).isCloseTo(0, CLOSE);
        assertThat(rate.at(1000)).isCloseTo(0, CLOSE);
    }

    @Test
    void withoutAWarmUpItBeginsAtItsPeak() {
        assertThat(new LearningRate(.4, 0, 10).at(0)).isEqualTo(.4);
    }

    @Test
    void whatNeverComesDownIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(.4, 10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(Double.NaN, 0, 10));
    }
}
