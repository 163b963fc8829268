package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

    private final FailurePolicy policy = new FailurePolicy(5, Duration.ofMinutes(1));

    @Test
    void eachFailureIsGivenALongerPause() {
        assertThat(policy.onFailure(START)).contains(Duration.ofMillis(500));
        assertThat(policy.onFailure(START.plusSeconds(1))).contains(Duration.ofSeconds(1));
        assertThat(policy.onFailure(START.plusSeconds(2))).contains(Duration.ofSeconds(2));
    }

    @Test
    void theSixthWithinAMinuteIsTheEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(policy.onFailure(START.plusSeconds(i))).isPresent();
        }

        assertThat(policy.onFailure(START.plusSeconds(30))).isEmpty();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        for (int i = 0; i < 20; i++) {
            assertThat(policy.onFailure(START.plusSeconds(61L * i))).contains(Duration.ofMillis(500));
        }
    }
}
