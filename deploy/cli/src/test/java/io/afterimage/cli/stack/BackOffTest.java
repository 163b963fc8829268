package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = BackOff.standard();

    @Test
    void eachDeathInARowWaitsTwiceAsLongUpToTheLimit() {
        List<Long> waits = Stream.generate(
                        () -> backOff.after(Duration.ofSeconds(5)).toSeconds())
                .limit(7)
                .toList();

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void aMinuteOfLifeIsForgiven() {
        backOff.after(Duration.ZERO);
        backOff.after(Duration.ZERO);

        assertThat(backOff.after(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(4));
        assertThat(backOff.after(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    }
}
