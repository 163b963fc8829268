package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.run.TriggerPolicy.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final TriggerPolicy policy = new TriggerPolicy(TriggerSettings.DEFAULT);

    @Test
    void nothingNewStartsNothing() {
        assertThat(policy.due(new State(0, null, null), NOW)).isEmpty();
        assertThat(policy.due(new State(0, null, NOW.minus(DAY)), NOW)).isEmpty();
    }

    @Test
    void enoughNewLabelsStartARun() {
        assertThat(policy.due(new State(199, NOW, null), NOW)).isEmpty();
        assertThat(policy.due(new State(200, NOW, null), NOW)).contains("200 new labels");
    }

    @Test
    void oneOldLabelStartsARun() {
        assertThat(policy.due(new State(1, NOW.minus(DAY).plusSeconds(1), null), NOW))
                .isEmpty();
        assertThat(policy.due(new State(1, NOW.minus(DAY), null), NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("24 h"));
    }

    @Test
    void thereIsAPauseAfterEachRun() {
        Instant end = NOW.minus(Duration.ofMinutes(10));
        assertThat(policy.due(new State(500, NOW.minus(DAY), end.plusSeconds(1)), NOW))
                .isEmpty();
        assertThat(policy.due(new State(500, NOW.minus(DAY), end), NOW)).isPresent();
    }

    @Test
    void aScheduleNeedsNothingNew() {
        TriggerPolicy scheduled = new TriggerPolicy(
                new TriggerSettings(0, Duration.ZERO, Optional.of(Duration.ofHours(6)), Duration.ZERO));
        assertThat(scheduled.due(new State(500, NOW.minus(DAY), NOW.minus(Duration.ofHours(5))), NOW))
                .isEmpty();
        assertThat(scheduled.due(new State(0, null, NOW.minus(Duration.ofHours(6))), NOW))
                .isPresent();
    }

    @Test
    void theFirstRunOfAScheduleComesWithTheFirstLabels() {
        TriggerPolicy scheduled = new TriggerPolicy(
                new TriggerSettings(0, Duration.ZERO, Optional.of(Duration.ofHours(6)), Duration.ZERO));
        assertThat(scheduled.due(new State(0, null, null), NOW)).isEmpty();
        assertThat(scheduled.due(new State(1, NOW.minusSeconds(1), null), NOW)).isEmpty();
        assertThat(scheduled.due(new State(1, NOW.minus(Duration.ofHours(6)), null), NOW))
                .isPresent();
    }
}
