package io.afterimage.trainer.run;

import io.afterimage.trainer.dataset.SnapshotEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a run is made from. */
final class Counted {
    private Counted() {}

    static RunRecord.Source of(RunSource source) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        Instant newest = Instant.EPOCH;
        for (SnapshotEntry entry : source.snapshot().entries()) {
            counts.computeIfAbsent(entry.side().name().toLowerCase(Locale.ROOT), side -> new TreeMap<>())
                    .merge(entry.label(), 1, Integer::sum);
            newest = entry.createdAt().isAfter(newest) ? entry.createdAt() : newest;
        }
        return new RunRecord.Source(source.live(), source.snapshot().hash(), counts, newest);
    }
}
