package io.afterimage.trainer.run;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a run is made from. */
final class Counted {
    private Counted() {}

    static RunRecord.Source of(RunSource source) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (SnapshotEntry entry : source.snapshot().entries()) {
            counts.computeIfAbsent(entry.side().name().toLowerCase(Locale.ROOT), side -> new TreeMap<>())
                    .merge(entry.label(), 1, Integer::sum);
        }
        Snapshot snapshot = source.snapshot();
        return new RunRecord.Source(source.live(), snapshot.hash(), counts, snapshot.read());
    }
}
