package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FollowedRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, ?>> known = new ArrayList<>();
    private boolean answers = true;
    private int asked;
    private long now = -5;
    private final FollowedRuns runs = new FollowedRuns(this::answer, () -> now);

    @Test
    void aRunIsAnotherOnce() {
        assertThat(later(runs::another)).isFalse();

        known.add(0, Map.of("run", "1", "trigger", "500 new labels"));
        assertThat(later(runs::another)).isTrue();
        assertThat(runs.text("trigger")).isEqualTo("500 new labels");
        assertThat(later(runs::another)).isFalse();
        assertThat(later(runs::ended)).isFalse();
    }

    @Test
    void afterARunThatWasRejectedTheNextIsAwaited() {
        known.add(0, Map.of("run", "1", "verdict", "rejected", "reason", "no better"));
        assertThat(later(runs::another)).isTrue();
        assertThat(runs.ended()).isTrue();
        assertThat(runs.promoted()).isFalse();
        assertThat(runs.verdict()).isEqualTo("The gate says rejected: no better");
        assertThat(later(runs::another)).isFalse();

        known.add(0, Map.of("run", "2", "verdict", "promoted", "reason", "better", "version", "abc"));
        assertThat(later(runs::another)).isTrue();
        assertThat(runs.promoted()).isTrue();
        assertThat(runs.text("version")).isEqualTo("abc");
    }

    @Test
    void aRunThatFailedHasNotMetTheGate() {
        known.add(Map.of("run", "1", "verdict", "failed", "reason", "no room"));

        assertThat(later(runs::another)).isTrue();
        assertThat(runs.verdict()).isEqualTo("The run failed: no room");
    }

    @Test
    void whileTheTrainerDoesNotAnswerItIsAskedOnceASecond() {
        answers = false;
        known.add(Map.of("run", "1"));
        assertThat(runs.another()).isFalse();
        assertThat(runs.another()).isFalse();
        assertThat(asked).isEqualTo(1);

        answers = true;
        assertThat(later(runs::another)).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    private boolean later(BooleanSupplier look) {
        now += Duration.ofSeconds(1).toNanos();
        return look.getAsBoolean();
    }

    private Optional<JsonNode> answer() {
        asked++;
        return answers ? Optional.of(JSON.valueToTree(Map.of("runs", known))) : Optional.empty();
    }
}
