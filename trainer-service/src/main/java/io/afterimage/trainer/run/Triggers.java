package io.afterimage.trainer.run;

import io.afterimage.trainer.dataset.NewLabels;
import io.afterimage.trainer.dataset.Positions;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.run.Runs.BusyException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs by themselves. For one thread, which looks every few seconds; what is told of it is safe for others. */
public final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final Runs runs;
    private final TriggerPolicy policy;
    private final Function<Positions, NewLabels> newLabels;
    private final Supplier<Settings> settings;
    private final InstantSource clock;
    private volatile String notice = "";

    /**
     * @param newLabels counts what the data set has that was read after what a run has had
     * @param settings of a run that starts by itself
     */
    public Triggers(
            Runs runs,
            TriggerSettings when,
            Function<Positions, NewLabels> newLabels,
            Supplier<Settings> settings,
            InstantSource clock) {
        this.runs = runs;
        this.policy = new TriggerPolicy(when);
        this.newLabels = newLabels;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts a run if one is due.
     *
     * @throws IOException if the records of past runs cannot be read
     */
    public void look() throws IOException {
        PastRuns past = runs.past();
        NewLabels unused = newLabels.apply(past.usedUpTo());
        TriggerPolicy.State state =
                new TriggerPolicy.State(unused.count(), unused.oldest(), past.lastEnd(), past.failures());
        Instant now = clock.instant();
        say(policy.pausedUntil(state, now)
                .map(until -> "the last " + past.failures() + " runs failed (" + past.lastFailure()
                        + "): none starts by itself before " + until.truncatedTo(ChronoUnit.SECONDS)
                        + "; 'afterimage runs list' says why, 'afterimage train' starts one")
                .orElse(""));
        Optional<String> due = policy.due(state, now);
        if (due.isPresent()) {
            start(due.get());
        }
    }

    /** Why no run starts by itself though one might be due, in one line; empty if nothing keeps them. */
    public String notice() {
        return notice;
    }

    private void start(String why) {
        try {
            runs.start(settings.get(), why);
        } catch (BusyException e) {
            LOG.debug("Not now: {}", e.getMessage());
        } catch (IOException e) {
            // A disk that is full now may have room at the next look.
            say("a run is due (" + why + ") but cannot begin: " + e.getMessage());
        }
    }

    private void say(String text) {
        if (!text.isEmpty() && !text.equals(notice)) {
            LOG.warn("No run starts by itself: {}", text);
        }
        notice = text;
    }
}
