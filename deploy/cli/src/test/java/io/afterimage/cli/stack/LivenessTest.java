package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Liveness liveness = new Liveness(Duration.ofSeconds(60));

    @Test
    void silenceIsBorneForItsTime() {
        assertThat(liveness.lost(false, START)).isFalse();
        assertThat(liveness.lost(false, START.plusSeconds(59))).isFalse();
        assertThat(liveness.lost(false, START.plusSeconds(60))).isTrue();
    }

    @Test
    void oneSignOfLifeBeginsTheTimeAnew() {
        liveness.lost(false, START);
        liveness.lost(true, START.plusSeconds(50));

        assertThat(liveness.lost(false, START.plusSeconds(70))).isFalse();
        assertThat(liveness.lost(false, START.plusSeconds(130))).isTrue();
    }

    @Test
    void aNewProcessHasAllItsTime() {
        liveness.lost(false, START);
        liveness.restart();

        assertThat(liveness.lost(false, START.plusSeconds(60))).isFalse();
    }
}
