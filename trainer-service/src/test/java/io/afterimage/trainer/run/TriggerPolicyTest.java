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
        assertThat(policy.due(new State(0, null, null, 0), NOW)).isEmpty();
        assertThat(policy.due(new State(0, null, NOW.minus(DAY), 0), NOW)).isEmpty();
    }

    @Test
    void enoughNewLabelsStartARun() {
        assertThat(policy.due(new State(199, NOW, null, 0), NOW)).isEmpty();
        assertThat(policy.due(new State(200, NOW, null, 0), NOW)).contains("200 new labels");
    }

    @Test
    void oneOldLabelStartsARun() {
        assertThat(policy.due(new State(1, NOW.minus(DAY).plusSeconds(1), null, 0), NOW))
                .isEmpty();
        assertThat(policy.due(new State(1, NOW.minus(DAY), null, 0), NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("24 h"));
    }

    @Test
    void thereIsAPauseAfterEachRun() {
        Instant end = NOW.minus(Duration.ofMinutes(10));
        assertThat(policy.due(new State(500, NOW.minus(DAY), end.plusSeconds(1), 0), NOW))
                .isEmpty();
        assertThat(policy.due(new State(500, NOW.minus(DAY), end, 0), NOW)).isPresent();
    }

    @Test
    void afterThreeFailuresInARowThePausesGrowToADay() {
        assertThat(policy.pausedUntil(failed(2), NOW)).isEmpty();
        assertThat(policy.pausedUntil(failed(3), NOW)).contains(NOW.plus(Duration.ofMinutes(20)));
        assertThat(policy.pausedUntil(failed(4), NOW)).contains(NOW.plus(Duration.ofMinutes(40)));
        assertThat(policy.pausedUntil(failed(50), NOW)).contains(NOW.plus(DAY));
        assertThat(policy.due(failed(3), NOW.plus(Duration.ofMinutes(19)))).isEmpty();
        assertThat(policy.due(failed(3), NOW.plus(Duration.ofMinutes(20)))).isPresent();
        assertThat(policy.pausedUntil(failed(3), NOW.plus(Duration.ofMinutes(20))))
                .isEmpty();
    }

    @Test
    void thePauseGrowsAlsoWhereNoneIsSetOrALongOne() {
        TriggerPolicy none = new TriggerPolicy(new TriggerSettings(1, DAY, Optional.empty(), Duration.ZERO));
        TriggerPolicy week = new TriggerPolicy(new TriggerSettings(1, DAY, Optional.empty(), Duration.ofDays(7)));
        assertThat(none.pausedUntil(failed(3), NOW)).contains(NOW.plus(Duration.ofMinutes(2)));
        assertThat(week.pausedUntil(failed(3), NOW)).contains(NOW.plus(Duration.ofDays(7)));
    }

    private static State failed(int times) {
        return new State(500, NOW.minus(DAY), NOW, times);
    }

    @Test
    void aScheduleNeedsNothingNew() {
        TriggerPolicy scheduled = new TriggerPolicy(
                new TriggerSettings(0, Duration.ZERO, Optional.of(Duration.ofHours(6)), Duration.ZERO));
        assertThat(scheduled.due(new State(500, NOW.minus(DAY), NOW.minus(Duration.ofHours(5)), 0), NOW))
                .isEmpty();
        assertThat(scheduled.due(new State(0, null, NOW.minus(Duration.ofHours(6)), 0), NOW))
                .isPresent();
    }

    @Test
    void theFirstRunOfAScheduleComesWithTheFirstLabels() {
        TriggerPolicy scheduled = new TriggerPolicy(
                new TriggerSettings(0, Duration.ZERO, Optional.of(Duration.ofHours(6)), Duration.ZERO));
        assertThat(scheduled.due(new State(0, null, null, 0), NOW)).isEmpty();
        assertThat(scheduled.due(new State(1, NOW.minusSeconds(1), null, 0), NOW))
                .isEmpty();
        assertThat(scheduled.due(new State(1, NOW.minus(Duration.ofHours(6)), null, 0), NOW))
                .isPresent();
    }
}
