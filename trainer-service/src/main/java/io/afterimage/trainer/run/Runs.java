package io.afterimage.trainer.run;

import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.publish.Published;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of a trainer, of which one is in progress at most. A run's process ends with the trainer's: what was in progress when that
 * ended is lost, and nothing of it is seen, unless it had come as far as being published. Safe for many threads.
 */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration END = Duration.ofSeconds(20);
    private static final int LOOK_BACK = 50;

    private final Workshop shop;
    /** Guarded by this. */
    private @Nullable Run current;
    /** Guarded by this. */
    private @Nullable Thread thread;
    /** Guarded by this. */
    private boolean closed;
    /** Guarded by this; of the time when the run in progress had the record beside it. */
    private @Nullable PastRuns past;
    /** Guarded by this. */
    private @Nullable RunRecord pastOf;

    /** A run is in progress, or the trainer ends. The message is one line. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1;

        BusyException(String message) {
            super(message);
        }
    }

    Runs(Workshop shop) {
        this.shop = shop;
    }

    /**
     * Sees to what was in progress when the trainer ended last.
     *
     * @param completed what has been published meanwhile
     */
    void recover(List<Published> completed) throws IOException {
        new LostRuns(shop, completed).end();
    }

    /** What runs so far mean for the next; read from disk only after another has ended. */
    synchronized PastRuns past() throws IOException {
        PastRuns known = past;
        RunRecord latest = current == null ? null : current.record();
        if (known == null || !Objects.equals(latest, pastOf)) {
            known = PastRuns.of(
                    latest(LOOK_BACK).stream().map(RunStatus::record).toList());
            past = known;
            pastOf = latest;
        }
        return known;
    }

    /**
     * Looks whether what runs made gets out.
     *
     * @throws IllegalStateException if it does not: the trainer's work must begin again then, which completes it
     */
    public void check() {
        Run running = current();
        if (running != null && running.stuck() != null) {
            throw new IllegalStateException(
                    "Run " + running.record().run() + " could not be published", running.stuck());
        }
    }

    /**
     * Starts a run and returns at once.
     *
     * @param trigger who or what asks for it, one line
     * @throws BusyException if one is in progress
     * @throws IOException if its record cannot be written
     */
    public synchronized RunRecord start(Settings settings, String trigger) throws BusyException, IOException {
        if (closed) {
            throw new BusyException("the trainer ends; ask again once it is back");
        }
        if (current != null && !current.record().ended()) {
            throw new BusyException("run " + current.record().run()
                    + " is in progress, and there is one at a time: wait for it, or cancel it");
        }
        Instant now = shop.clock().instant();
        Run run = new Run(shop, RunRecord.begun(RunId.at(now), trigger, settings, now));
        Thread runner = new Thread(run::run, "run");
        runner.setDaemon(true);
        // Where no thread can be had, no run is in progress.
        runner.start();
        current = run;
        thread = runner;
        LOG.info("Run {} begins ({})", run.record().run(), trigger);
        return run.record();
    }

    /** What became of the wish to end a run. */
    public enum Cancel {
        /** It ends at the next step, and nothing of it will be seen. */
        ASKED,
        /** It is being published. */
        TOO_LATE,
        ENDED
    }

    /** Asks a run to end. */
    public synchronized Cancel cancel(String run) {
        if (current == null
                || current.record().ended()
                || !current.record().run().equals(run)) {
            return Cancel.ENDED;
        }
        return current.cancel() ? Cancel.ASKED : Cancel.TOO_LATE;
    }

    /** One run as it is now. */
    public Optional<RunStatus> find(String run) throws IOException {
        Run running = current();
        if (running != null && running.record().run().equals(run)) {
            return Optional.of(status(running));
        }
        return shop.records().find(run).map(record -> new RunStatus(record, null, -1));
    }

    /** The latest runs, newest first. */
    public List<RunStatus> latest(int most) throws IOException {
        Run running = current();
        return shop.records().latest(most).stream()
                .map(record -> running != null && running.record().run().equals(record.run())
                        ? status(running)
                        : new RunStatus(record, null, -1))
                .toList();
    }

    private static RunStatus status(Run run) {
        RunLine line = run.last();
        return line == null || line.progress() == null
                ? new RunStatus(run.record(), null, -1)
                : new RunStatus(run.record(), line.progress(), line.etaSeconds());
    }

    private synchronized @Nullable Run current() {
        return current;
    }

    /** Ends the run in progress, if there is one: it is lost. */
    @Override
    public void close() {
        close("the trainer was stopped meanwhile; run again");
    }

    /**
     * Ends the run in progress, if there is one: it is lost, unless it is being published.
     *
     * @param why one line for people
     */
    public void close(String why) {
        Run running;
        Thread runner;
        synchronized (this) {
            closed = true;
            running = current;
            runner = thread;
        }
        if (running == null || runner == null) {
            return;
        }
        running.lose(why);
        try {
            runner.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
