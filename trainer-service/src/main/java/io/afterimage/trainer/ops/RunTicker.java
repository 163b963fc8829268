package io.afterimage.trainer.ops;

import io.afterimage.trainer.run.RunStatus;
import io.afterimage.trainer.run.RunView;
import io.afterimage.trainer.run.Runs;
import io.afterimage.trainer.stream.Broadcast;
import io.afterimage.trainer.stream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells who follows of each change of a run. For one thread. */
final class RunTicker {
    private static final int MOST = 20;

    private final Supplier<Optional<Runs>> runs;
    private final Broadcast readers;
    private final InstantSource clock;
    private Map<String, Map<String, Object>> told = Map.of();

    /** @param runs of the elected trainer; empty for any other */
    RunTicker(Supplier<Optional<Runs>> runs, Broadcast readers, InstantSource clock) {
        this.runs = runs;
        this.readers = readers;
        this.clock = clock;
    }

    /** Looks for changes. To be called once a second; without readers it does nothing. */
    void tick() {
        if (!readers.followed()) {
            return;
        }
        runs.get().ifPresent(this::tell);
    }

    private void tell(Runs all) {
        Map<String, Map<String, Object>> now = new HashMap<>();
        for (RunStatus status : latest(all)) {
            String run = status.record().run();
            Map<String, Object> view = RunView.of(status, clock.instant());
            now.put(run, view);
            if (!view.equals(told.get(run))) {
                readers.tell(Event.of("run", Event.Keep.ALL, view));
            }
        }
        told = now;
    }

    private static List<RunStatus> latest(Runs all) {
        try {
            return all.latest(MOST);
        } catch (IOException e) {
            throw new UncheckedIOException("The records of runs cannot be read: " + e.getMessage(), e);
        }
    }
}
