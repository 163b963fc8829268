package io.afterimage.trainer.live;

import io.afterimage.events.Times;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.model.log.ModelVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The model log as far as it was read: its fold, and each entry. Safe for many threads: all state is guarded by this.
 */
public final class Timeline {
    private final List<TimelineEntry> entries = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private ModelHistory history = ModelHistory.EMPTY;

    /**
     * Reads on.
     *
     * @return the promotion, if the entry is one that took effect
     */
    public synchronized Optional<Promotion> add(ModelEntry entry) {
        ModelHistory next = history.with(entry);
        // The fold gives itself back where an entry changes nothing.
        boolean effective = next != history;
        history = next;
        step(entry, effective).ifPresent(entries::add);
        next.versions().forEach(version -> numbers.put(version.version(), version.number()));
        return effective && entry.hasPromoted() ? lastSwap() : Optional.empty();
    }

    /** What is known of the versions. */
    public synchronized ModelHistory history() {
        return history;
    }

    /** In the order of the log. */
    public synchronized List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }

    /** The number of a version, from 1; 0 where it is not known. */
    public synchronized int number(String version) {
        return numbers.getOrDefault(version, 0);
    }

    /** What is known of a version. */
    public synchronized Optional<ModelVersion> find(String version) {
        return history.find(version);
    }

    /** The promotion that made the live version live. */
    public synchronized Optional<Promotion> lastSwap() {
        List<Promotion> promotions = history.promotions();
        return promotions.isEmpty() ? Optional.empty() : Optional.of(promotions.get(promotions.size() - 1));
    }

    private static Optional<TimelineEntry> step(ModelEntry entry, boolean effective) {
        return switch (entry.getEntryCase()) {
            case PUBLISHED ->
                step(entry, TimelineEntry.Kind.PUBLISHED, entry.getPublished().getVersion(), false, effective);
            case PROMOTED ->
                step(
                        entry,
                        TimelineEntry.Kind.PROMOTED,
                        entry.getPromoted().getVersion(),
                        entry.getPromoted().getRollback(),
                        effective);
            case REJECTED ->
                step(entry, TimelineEntry.Kind.REJECTED, entry.getRejected().getVersion(), false, effective);
            case ENTRY_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<TimelineEntry> step(
            ModelEntry entry, TimelineEntry.Kind kind, String version, boolean rollback, boolean effective) {
        try {
            Instant at = Times.instant(entry.getAt());
            return Optional.of(
                    new TimelineEntry(kind, version, at, entry.getAuthor(), entry.getReason(), rollback, effective));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
