package io.afterimage.trainer.finetune;

import io.afterimage.events.v1.Side;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The examples of one class on both sides. A small class may have none on one: then whole groups change over, for this run. */
record HeldOut(List<SnapshotEntry> training, List<SnapshotEntry> validation) {
    private static final int SHARE = 5;

    static HeldOut of(List<SnapshotEntry> entries) {
        List<SnapshotEntry> training =
                entries.stream().filter(entry -> entry.side() == Side.TRAIN).toList();
        List<SnapshotEntry> validation = entries.stream()
                .filter(entry -> entry.side() == Side.VALIDATION)
                .toList();
        if (!training.isEmpty() && !validation.isEmpty()) {
            return new HeldOut(training, validation);
        }
        return split(entries);
    }

    /** One in {@value #SHARE}, and at least one; the groups in the order of their names. */
    private static HeldOut split(List<SnapshotEntry> entries) {
        Map<String, List<SnapshotEntry>> groups = new TreeMap<>();
        entries.forEach(entry -> groups.computeIfAbsent(entry.group(), group -> new ArrayList<>())
                .add(entry));
        List<SnapshotEntry> training = new ArrayList<>();
        List<SnapshotEntry> validation = new ArrayList<>();
        for (List<SnapshotEntry> group : groups.values()) {
            boolean last = training.isEmpty() && validation.size() + group.size() == entries.size();
            boolean wanted = validation.size() < Math.max(1, entries.size() / SHARE);
            (wanted && !last ? validation : training).addAll(group);
        }
        return new HeldOut(training, validation);
    }
}
