package io.afterimage.trainer.run;

import io.afterimage.events.v1.Side;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.run.Runs.BusyException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs by themselves. For one thread, which looks every few seconds. */
public final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);
    private static final int LOOK_BACK = 50;

    private final Runs runs;
    private final TriggerPolicy policy;
    private final Supplier<? extends Collection<SnapshotEntry>> examples;
    private final Supplier<Settings> settings;
    private final InstantSource clock;

    /**
     * @param examples of the data set as it is now
     * @param settings of a run that starts by itself
     */
    public Triggers(
            Runs runs,
            TriggerSettings when,
            Supplier<? extends Collection<SnapshotEntry>> examples,
            Supplier<Settings> settings,
            InstantSource clock) {
        this.runs = runs;
        this.policy = new TriggerPolicy(when);
        this.examples = examples;
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts a run if one is due. */
    public void look() throws IOException {
        Optional<String> due = policy.due(state(), clock.instant());
        if (due.isPresent()) {
            try {
                runs.start(settings.get(), due.get());
            } catch (BusyException e) {
                LOG.debug("Not now: {}", e.getMessage());
            }
        }
    }

    private TriggerPolicy.State state() throws IOException {
        List<RunRecord> past =
                runs.latest(LOOK_BACK).stream().map(RunStatus::record).toList();
        Instant used = past.stream()
                .filter(RunRecord::hasUsedItsLabels)
                .map(RunRecord::source)
                .filter(Objects::nonNull)
                .map(RunRecord.Source::newestLabel)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        List<Instant> unused = examples.get().stream()
                .filter(entry -> entry.side() != Side.TEST)
                .map(SnapshotEntry::createdAt)
                .filter(made -> made.isAfter(used))
                .sorted()
                .toList();
        Instant lastEnd = past.stream()
                .map(RunRecord::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        return new TriggerPolicy.State(unused.size(), unused.isEmpty() ? null : unused.get(0), lastEnd);
    }
}
