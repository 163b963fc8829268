package io.afterimage.trainer.publish;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLogException;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.Store.Kind;
import io.afterimage.trainer.gate.GateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings candidates into the store and the log. The files come first, then a note of what is to be written, then the
 * entries, then the note goes: whatever was cut off, {@link #resume} completes it, and before the note there is nothing to
 * see but a file in the store that nobody names. For one thread; blocks on store and brokers.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    /** Others may write between reading and writing, but not for ever. */
    private static final int MOST_STEPS = 8;

    private final Store store;
    private final ModelLog log;
    private final PendingFolder pending;

    /** @param folder of its own, must outlive a restart */
    public Publisher(Store store, ModelLog log, Path folder) {
        this.store = store;
        this.log = log;
        this.pending = new PendingFolder(folder);
    }

    /**
     * Publishes a candidate and does what the gate decided.
     *
     * @throws IOException if the candidate, the store or the folder fails: then nothing of it is ever seen
     * @throws RuntimeException if the brokers fail: then {@link #resume} completes it
     */
    public Published publish(Candidate candidate) throws IOException {
        GateReport report = candidate.report();
        long size = Files.size(candidate.file());
        String version = store.put(Kind.MODEL, candidate.file());
        Publication publication = new Publication(
                candidate.run(),
                version,
                candidate.name(),
                size,
                candidate.labels(),
                candidate.parent(),
                candidate.expectedLive(),
                report.decided(),
                report.reason(),
                store.put(Kind.REPORT, report.json()),
                report.generation(),
                report.use(),
                candidate.newestExample());
        pending.add(publication);
        return complete(publication);
    }

    /** Completes what was cut off before; call it before anything is published. */
    public List<Published> resume() throws IOException {
        List<Published> completed = new ArrayList<>();
        for (Publication publication : pending.all()) {
            completed.add(complete(publication));
        }
        return completed;
    }

    private Published complete(Publication publication) {
        ModelHistory history = log.read();
        Step step = Step.next(publication, history);
        for (int steps = 0; step.action() != Step.Action.NOTHING; steps++) {
            if (steps == MOST_STEPS) {
                throw new IllegalStateException("The log of models changes faster than version "
                        + ModelVersion.shorten(publication.version()) + " can be written into it");
            }
            history = write(publication, step, history);
            step = Step.next(publication, history);
        }
        forget(publication);
        boolean live = history.live()
                .filter(version -> version.version().equals(publication.version()))
                .isPresent();
        LOG.info(
                "Version {} of run {}: {}",
                ModelVersion.shorten(publication.version()),
                publication.run(),
                step.outcome());
        return new Published(publication.run(), publication.version(), live, step.outcome());
    }

    private void forget(Publication publication) {
        try {
            pending.remove(publication);
        } catch (IOException e) {
            // What is in the log by now is written no second time.
            LOG.warn("The note of version {} stays: {}", publication.version(), e.getMessage());
        }
    }

    private ModelHistory write(Publication publication, Step step, ModelHistory history) {
        try {
            return step.action() == Step.Action.PUBLISH
                    ? log.publish(publication.entry(), publication.by())
                    : decide(publication, step, known(publication, history));
        } catch (ModelLogException e) {
            // Somebody else wrote meanwhile: what they wrote says what is left to do.
            LOG.info("Version {} again: {}", ModelVersion.shorten(publication.version()), e.getMessage());
            return log.read();
        }
    }

    private ModelHistory decide(Publication publication, Step step, ModelVersion version) {
        return step.action() == Step.Action.PROMOTE
                ? log.promote(version, publication.expectedLive(), false, publication.by())
                : log.reject(version, publication.by());
    }

    private static ModelVersion known(Publication publication, ModelHistory history) {
        return history.versions().stream()
                .filter(version -> version.version().equals(publication.version()))
                .findFirst()
                .orElseThrow();
    }
}
