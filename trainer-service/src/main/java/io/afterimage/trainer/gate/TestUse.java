package io.afterimage.trainer.gate;

import io.afterimage.events.v1.Side;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Which use of the test set a gate is. Each use tells a little of the test set, so each is stricter than the one before;
 * after 20 only groups that came since form the next generation. What was used is read off the log of models, so it
 * outlives the trainer and is the same for every one.
 *
 * @param generation of the test set, from 1
 * @param use of that generation, from 1 to 20
 * @param after the generation holds groups that were first seen later than this
 */
public record TestUse(int generation, int use, Instant after) {
    public static final TestUse FIRST = new TestUse(1, 1, Instant.MIN);

    private static final double ALPHA = 0.05;
    private static final int MOST = 20;

    /** The use that comes next. */
    public static TestUse next(ModelHistory history) {
        TestUse next = FIRST;
        for (GateUse past : counted(history)) {
            if (past.generation() > next.generation) {
                next = new TestUse(past.generation(), 1, next.after);
            }
            if (past.generation() == next.generation) {
                next = next.following(past);
            }
        }
        return next;
    }

    /** One-sided level, such that all uses of one generation together stay below 0.05. */
    public double alpha() {
        return ALPHA / (use * (use + 1.0));
    }

    /** The test examples of this generation. */
    public List<SnapshotEntry> examples(Collection<SnapshotEntry> snapshot) {
        return snapshot.stream()
                .filter(entry -> entry.side() == Side.TEST && entry.firstSeen().isAfter(after))
                .toList();
    }

    private TestUse following(GateUse past) {
        int used = Math.max(use, past.use());
        return used < MOST
                ? new TestUse(generation, used + 1, after)
                : new TestUse(generation + 1, 1, past.newestExample());
    }

    private static List<GateUse> counted(ModelHistory history) {
        return history.versions().stream()
                .map(ModelVersion::gate)
                .filter(Objects::nonNull)
                .filter(gate -> gate.use() > 0)
                .toList();
    }
}
