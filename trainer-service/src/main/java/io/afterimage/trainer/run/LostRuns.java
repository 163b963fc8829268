package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.publish.Published;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that were in progress when the trainer ended last. Their processes end; what they made is seen only if it had come as far as
 * being published.
 */
final class LostRuns {
    private static final Logger LOG = LoggerFactory.getLogger(LostRuns.class);
    private static final Duration END = Duration.ofSeconds(20);
    /** Two processes may see the start of a third a second apart: it is counted from the start of the machine. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final int LOOK_BACK = 200;

    private final Workshop shop;
    private final List<Published> completed;

    /** @param completed what has been published meanwhile */
    LostRuns(Workshop shop, List<Published> completed) {
        this.shop = shop;
        this.completed = completed;
    }

    /** Ends them, and deletes what they left. */
    void end() throws IOException {
        for (RunRecord run : shop.records().latest(LOOK_BACK)) {
            if (!run.ended()) {
                end(run);
            }
            new RunFolder(shop.folder().resolve(run.run())).close();
        }
    }

    private void end(RunRecord run) throws IOException {
        endProcess(run);
        RunRecord.Outcome outcome = run.outcome();
        boolean published = completed.stream().anyMatch(one -> one.run().equals(run.run()))
                || (outcome != null && shop.surroundings().knows(outcome.version()));
        RunRecord ended = published && outcome != null
                ? run.ended(Phase.DONE, outcome, shop.clock().instant())
                : run.ended(
                        Phase.LOST,
                        RunRecord.Outcome.failed("LOST", "the trainer ended meanwhile; run again"),
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
}
