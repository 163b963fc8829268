package io.afterimage.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void neitherTheWarmUpNorWhatCameWithTheFirstMeasuredLabelCounts() {
        Deque<Duration> cpu = new ArrayDeque<>(List.of(Duration.ofSeconds(10), Duration.ofSeconds(14)));
        Stopwatch watch = new Stopwatch(100, cpu::remove);

        watch.labels(60, SECOND);
        watch.labels(120, 5 * SECOND);
        watch.labels(300, 6 * SECOND);
        watch.stop(520, 7 * SECOND);

        assertThat(watch.perSecond()).isEqualTo(200);
        assertThat(watch.cpuMillis()).isEqualTo(10);
    }

    @Test
    void aRunThatEndsWithItsWarmUpHasNoRate() {
        Stopwatch watch = new Stopwatch(100, () -> Duration.ZERO);

        watch.labels(100, SECOND);
        watch.stop(100, 2 * SECOND);

        assertThat(watch.perSecond()).isZero();
        assertThat(watch.cpuMillis()).isZero();
    }
}
