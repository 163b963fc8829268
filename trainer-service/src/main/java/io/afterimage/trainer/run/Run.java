package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.publish.Published;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its start to its end, on one thread; {@link #cancel} and what is told of it are safe for others. */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Workshop shop;
    private final RunFolder folder;
    private volatile RunRecord record;
    private final RunLog log;
    private volatile @Nullable RunLine last;
    private volatile @Nullable RunProcess process;
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);
    private volatile @Nullable Throwable stuck;
    private volatile String lostBecause = "";

    /** Changes once at most. */
    private enum Fate {
        OPEN,
        CANCELLED,
        LOST,
        PUBLISHED
    }

    Run(Workshop shop, RunRecord begun) throws IOException {
        this.shop = shop;
        this.record = begun;
        this.log = new RunLog(begun.run());
        this.folder = RunFolder.create(shop.folder().resolve(begun.run()));
        try {
            shop.records().write(begun);
        } catch (IOException e) {
            clean();
            throw e;
        }
    }

    RunRecord record() {
        return record;
    }

    /** What its process said last; null before it said anything. */
    @Nullable
    RunLine last() {
        return last;
    }

    /** Asks it to end, which it does at the next step; false: too late, since its entry may be in the log by now. */
    boolean cancel() {
        fate.compareAndSet(Fate.OPEN, Fate.CANCELLED);
        RunProcess running = process;
        if (running != null) {
            running.cancel();
        }
        return fate.get() == Fate.CANCELLED;
    }

    /**
     * Ends it at the next step, without patience; what is being published already is brought to its end. By no interrupt, which
     * would close the files that are being written.
     *
     * @param why one line for people
     */
    void lose(String why) {
        lostBecause = why;
        fate.compareAndSet(Fate.OPEN, Fate.LOST);
        RunProcess running = process;
        if (running != null) {
            running.end();
        }
    }

    /** Why the candidate is in the log by half, which the next beginning of the trainer's work completes; else null. */
    @Nullable
    Throwable stuck() {
        return stuck;
    }

    /** Does all of it; every failure ends up in the record. */
    void run() {
        try {
            end(Phase.DONE, made());
        } catch (RunFailedException e) {
            end(e);
        } catch (InterruptedException e) {
            end(Phase.LOST, Outcome.failed("LOST", "it was interrupted; run again"));
            // Not before: files cannot be written by a thread that is interrupted.
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Errors too: a run that has not ended keeps all others from beginning.
            failed(e);
        } finally {
            clean();
        }
    }

    private void failed(Throwable e) {
        LOG.warn("Run {} failed", record.run(), e);
        if (record.phase() == Phase.PUBLISHING && !(e instanceof IOException)) {
            stuck = e;
        } else {
            end(RunFailure.ofTrainer(e));
        }
    }

    /** What was asked of it says more than what failed because of that. */
    private void end(RunFailedException failure) {
        Fate decided = fate.get();
        if (decided == Fate.LOST) {
            end(Phase.LOST, Outcome.failed("LOST", lostBecause));
        } else if (decided == Fate.CANCELLED) {
            end(Phase.CANCELLED, Outcome.failed("CANCELLED", "cancelled"));
        } else {
            end(Phase.FAILED, Outcome.failed(failure.category(), String.valueOf(failure.getMessage())));
        }
    }

    /** What cannot be deleted now goes when the trainer's work begins next. */
    private void clean() {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("The folder of run {} stays for now: {}", record.run(), RunFailure.words(e));
        }
    }

    private Outcome made() throws RunFailedException, IOException, InterruptedException {
        RunSource source = shop.surroundings().freeze();
        change(record.with(Counted.of(source)));
        List<SnapshotEntry> test = source.use().examples(source.snapshot().entries());
        prepare(source, test);
        train();
        change(record.with(Phase.GATING));
        Judged judged = Judged.of(folder, shop.gate(), source);
        publishOrStop();
        // Only if the record on disk knows the version can be told after a kill what became of it.
        RunRecord publishing = record.with(Phase.PUBLISHING).with(judged.outcome());
        shop.records().write(publishing);
        change(publishing);
        Published published = shop.publishing().publish(judged.candidate(record.run(), newest(test)));
        return judged.outcome(published);
    }

    private void prepare(RunSource source, List<SnapshotEntry> test) throws IOException, RunFailedException {
        stopIfAsked();
        source.snapshot().write(folder.snapshot());
        Snapshot.of(test).write(folder.test());
        if (!source.live().isEmpty()) {
            shop.surroundings().copy(source.live(), folder.live());
        }
        RunOrder order = new RunOrder(record.settings(), source.live(), shop.cache(), shop.cacheBytes());
        Json.write(folder.order(), order);
    }

    private void train() throws RunFailedException, IOException, InterruptedException {
        try (RunProcess running = new RunProcess(shop.child(), folder, shop.limits(), this::heard)) {
            process = running;
            change(record.with(running));
            stopIfAsked();
            running.listen();
        } finally {
            process = null;
        }
        stopIfAsked();
        RunLine said = last;
        if (said == null || (said.report() == null && said.failure() == null)) {
            throw RunFailure.CRASHED.because("it ended without a result");
        }
        if (said.failure() != null) {
            throw new RunFailedException(String.valueOf(said.category()), said.failure());
        }
    }

    private void heard(String text) {
        RunLine line = RunLine.parse(text).orElse(null);
        if (line == null) {
            LOG.info("Run {}: {}", record.run(), text.substring(0, Math.min(300, text.length())));
            return;
        }
        last = line;
        if (line.progress() != null) {
            log.add(line.progress());
        }
        if (line.report() != null) {
            save(record.with(line.report()));
        }
        shop.events().changed(record, line);
    }

    private static Instant newest(List<SnapshotEntry> entries) {
        return entries.stream()
                .map(SnapshotEntry::firstSeen)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private void stopIfAsked() throws RunFailedException {
        Fate now = fate.get();
        if (now == Fate.CANCELLED || now == Fate.LOST) {
            throw new RunFailedException(now.name(), "asked to end");
        }
    }

    /** One of the two happens, whenever the cancel comes. */
    private void publishOrStop() throws RunFailedException {
        fate.compareAndSet(Fate.OPEN, Fate.PUBLISHED);
        stopIfAsked();
    }

    private void change(RunRecord next) {
        save(next);
        shop.events().changed(next, null);
    }

    private void end(Phase phase, Outcome outcome) {
        change(record.ended(phase, outcome, shop.clock().instant()));
        LOG.info("Run {} ended: {}, {}", record.run(), outcome.verdict(), outcome.reason());
    }

    /** Who asks is told from memory; a disk that is full must not hide why a run failed. */
    private void save(RunRecord next) {
        record = next;
        try {
            shop.records().write(next);
        } catch (IOException e) {
            LOG.warn("The record of run {} cannot be written: {}", next.run(), RunFailure.words(e));
        }
    }
}
