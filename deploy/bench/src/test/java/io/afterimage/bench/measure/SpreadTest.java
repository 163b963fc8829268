package io.afterimage.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOneWhateverTheOrder() {
        assertThat(Spread.of(List.of(3.0, 100.0, 1.0))).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void ofAnEvenNumberItLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Spread(3, 1, 8));
    }

    @Test
    void oneValueIsItsOwnSpread() {
        assertThat(Spread.of(List.of(2.0)).text(1)).isEqualTo("2.0 (2.0 to 2.0)");
    }
}
