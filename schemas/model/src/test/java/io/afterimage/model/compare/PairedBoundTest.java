package io.afterimage.model.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against published intervals: the lower bound, and the upper one with the two models exchanged. */
class PairedBoundTest {
    @ParameterizedTest
    @CsvSource({
        // PropCIs::scoreci.mp(25, 28, 618, 0.90)
        "28, 25, 618, 1.644854, -0.0148, 0.0247",
        // Fagerland, Lydersen and Laake 2014, airway reactivity before and after transplantation, 95%
        "1, 7, 21, 1.959964, -0.517, -0.026",
    })
    void asPublished(int gained, int lost, int n, double quantile, double lower, double upper) {
        assertThat(PairedBound.lower(gained, lost, n, quantile)).isCloseTo(lower, within(0.0006));
        assertThat(-PairedBound.lower(lost, gained, n, quantile)).isCloseTo(upper, within(0.0006));
    }

    @Test
    void modelsThatNeverDifferMayDifferByWhatSoFewExamplesHide() {
        double z = 1.96;

        // Where nothing differs, the score equation has this solution.
        assertThat(PairedBound.lower(0, 0, 100, z)).isCloseTo(-z * z / (100 + z * z), within(1e-9));
        assertThat(PairedBound.lower(0, 0, 367, z)).isLessThan(-0.01);
        assertThat(PairedBound.lower(0, 0, 400, z)).isGreaterThan(-0.01);
    }

    @Test
    void allGainedOrAllLostStaysWithinOne() {
        assertThat(PairedBound.lower(50, 0, 50, 1.96)).isBetween(0.5, 1.0);
        assertThat(PairedBound.lower(0, 50, 50, 1.96)).isCloseTo(-1, within(1e-9));
    }
}
