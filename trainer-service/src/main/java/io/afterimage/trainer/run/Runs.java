package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.publish.Published;
import io.afterimage.trainer.run.Run.Workshop;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    /** Two processes may see the start of a third a second apart: it is counted from the start of the machine. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final int UNENDED = 200;

    private final Workshop shop;
    /** Guarded by this. */
    private @Nullable Run current;
    /** Guarded by this. */
    private @Nullable Thread thread;
    /** Guarded by this. */
    private boolean closed;

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
        for (RunRecord run : shop.records().latest(UNENDED)) {
            if (!run.ended()) {
                end(run, completed);
            }
            new RunFolder(shop.folder().resolve(run.run())).close();
        }
    }

    private void end(RunRecord run, List<Published> completed) throws IOException {
        endProcess(run);
        Outcome outcome = run.outcome();
        boolean published = completed.stream().anyMatch(one -> one.run().equals(run.run()))
                || (outcome != null && shop.surroundings().knows(outcome.version()));
        RunRecord ended = published && outcome != null
                ? run.ended(Phase.DONE, outcome, shop.clock().instant())
                : run.ended(
                        Phase.LOST,
                        Outcome.failed("LOST", "the trainer ended meanwhile; run again"),
                        shop.clock().instant());
        shop.records().write(ended);
        shop.events().changed(ended, null);
        LOG.warn("Run {} was in progress when the trainer ended: {}", run.run(), ended.phase());
    }

    /** It should have ended with the trainer; one that hangs in native code does not. */
    private static void endProcess(RunRecord run) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(run.pid())
                .filter(found ->
                        run.pid() > 0 && began(found).isAfter(run.processBegan().minus(TOLERANCE)))
                .filter(found -> began(found).isBefore(run.processBegan().plus(TOLERANCE)));
        if (process.isPresent()) {
            process.get().destroyForcibly();
            try {
                process.get().onExit().get(END.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + run.pid() + " of a lost run does not end though it was killed", e);
            }
        }
    }

    private static Instant began(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
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
        current = run;
        thread = runner;
        runner.start();
        LOG.info("Run {} begins ({})", run.record().run(), trigger);
        return run.record();
    }

    /**
     * Asks a run to end.
     *
     * @return whether it was in progress
     */
    public synchronized boolean cancel(String run) {
        if (current == null
                || current.record().ended()
                || !current.record().run().equals(run)) {
            return false;
        }
        current.cancel();
        return true;
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
        Thread runner;
        synchronized (this) {
            closed = true;
            runner = thread;
        }
        if (runner != null) {
            runner.interrupt();
            try {
                runner.join(END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
