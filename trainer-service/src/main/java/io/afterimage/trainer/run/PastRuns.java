package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.dataset.Positions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What runs so far mean for the next.
 *
 * @param usedUpTo the examples that were read by then are no reason any more to start a run
 * @param lastEnd when the last run ended; null if there was none
 * @param failures how many in a row failed or were lost, up to the last; cancelled ones do not count
 * @param lastFailure category of the last of them; empty if there is none
 */
record PastRuns(Positions usedUpTo, @Nullable Instant lastEnd, int failures, String lastFailure) {
    /** @param latest newest first */
    static PastRuns of(List<RunRecord> latest) {
        List<RunRecord> failures = latest.stream()
                .filter(run -> run.ended() && run.phase() != Phase.CANCELLED)
                .takeWhile(run -> run.phase() != Phase.DONE)
                .toList();
        return new PastRuns(
                latest.stream()
                        .filter(RunRecord::hasUsedItsLabels)
                        .map(RunRecord::source)
                        .filter(Objects::nonNull)
                        .map(RunRecord.Source::read)
                        .findFirst()
                        .orElse(Positions.NONE),
                latest.stream()
                        .map(RunRecord::endedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                failures.size(),
                failures.isEmpty() ? "" : category(failures.get(0)));
    }

    private static String category(RunRecord failed) {
        RunRecord.Outcome outcome = failed.outcome();
        return outcome == null ? "" : outcome.category();
    }
}
