package io.afterimage.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.Side;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestUseTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private ModelHistory history = ModelHistory.EMPTY;
    private int models;

    @Test
    void allUsesOfAGenerationTogetherStayBelowFivePercent() {
        double together = IntStream.rangeClosed(1, 20)
                .mapToDouble(use -> new TestUse(1, use, Instant.MIN).alpha())
                .sum();

        assertThat(TestUse.FIRST.alpha()).isCloseTo(0.025, within(1e-12));
        assertThat(together).isCloseTo(0.05 * 20 / 21, within(1e-12));
    }

    @Test
    void usesAreCountedFromTheLog() {
        assertThat(TestUse.next(history)).isEqualTo(TestUse.FIRST);

        gate(1, 1, DAY);
        gate(1, 2, DAY);

        assertThat(TestUse.next(history)).isEqualTo(new TestUse(1, 3, Instant.MIN));
    }

    @Test
    void anImportAndAGateThatCouldProveNothingAreNoUse() {
        publish(ModelPublished.newBuilder());
        gate(1, 0, DAY);

        assertThat(TestUse.next(history)).isEqualTo(TestUse.FIRST);
    }

    @Test
    void afterTwentyUsesNewGroupsFormTheNextGeneration() {
        for (int use = 1; use <= 20; use++) {
            gate(1, use, DAY.plus(Duration.ofDays(use)));
        }
        TestUse next = TestUse.next(history);

        assertThat(next).isEqualTo(new TestUse(2, 1, DAY.plus(Duration.ofDays(20))));
        gate(2, 1, DAY.plus(Duration.ofDays(30)));
        assertThat(TestUse.next(history)).isEqualTo(new TestUse(2, 2, DAY.plus(Duration.ofDays(20))));
    }

    @Test
    void theNextGenerationHasTheTestGroupsThatWereFirstSeenSince() {
        TestUse second = new TestUse(2, 1, DAY);
        SnapshotEntry used = entry("a", Side.TEST, DAY);
        SnapshotEntry fresh = entry("b", Side.TEST, DAY.plusSeconds(1));
        SnapshotEntry other = entry("c", Side.TRAIN, DAY.plusSeconds(1));
        List<SnapshotEntry> all = List.of(used, fresh, other);

        assertThat(second.examples(all)).containsExactly(fresh);
        assertThat(TestUse.FIRST.examples(all)).containsExactly(used, fresh);
    }

    private void gate(int generation, int use, Instant newest) {
        publish(ModelPublished.newBuilder().setGate(new GateUse("f".repeat(64), generation, use, newest).message()));
    }

    private void publish(ModelPublished.Builder model) {
        models++;
        history = history.with(ModelEntry.newBuilder()
                .setPublished(model.setVersion(String.format("%064x", models)))
                .build());
    }

    private static SnapshotEntry entry(String sha256, Side side, Instant at) {
        return new SnapshotEntry(sha256, Path.of("image"), "cat", "door", sha256, side, at);
    }
}
