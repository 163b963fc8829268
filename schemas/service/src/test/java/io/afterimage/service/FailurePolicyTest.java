package io.afterimage.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

    private Instant now = START;
    private final FailurePolicy policy = new FailurePolicy(5, Duration.ofMinutes(1), () -> now);

    @Test
    void eachFailureIsGivenALongerPause() {
        assertThat(policy.onFailure()).contains(Duration.ofMillis(500));
        now = START.plusSeconds(1);
        assertThat(policy.onFailure()).contains(Duration.ofSeconds(1));
        now = START.plusSeconds(2);
        assertThat(policy.onFailure()).contains(Duration.ofSeconds(2));
    }

    @Test
    void theSixthWithinAMinuteIsTheEnd() {
        for (int i = 0; i < 5; i++) {
            now = START.plusSeconds(i);
            assertThat(policy.onFailure()).isPresent();
        }

        now = START.plusSeconds(30);
        assertThat(policy.onFailure()).isEmpty();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        for (int i = 0; i < 20; i++) {
            now = START.plusSeconds(61L * i);
            assertThat(policy.onFailure()).contains(Duration.ofMillis(500));
        }
    }
}
