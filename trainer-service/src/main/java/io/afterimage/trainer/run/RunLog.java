package io.afterimage.trainer.run;

import io.afterimage.trainer.finetune.Progress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run goes, in the trainer's log: the beginning of each stage, and then a line every few seconds. For one thread. */
final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final String run;
    private Progress.@Nullable Stage stage;
    private long said;

    RunLog(String run) {
        this.run = run;
    }

    void add(Progress progress) {
        long now = System.nanoTime();
        if (progress.stage() != stage || now - said > PAUSE_NANOS) {
            stage = progress.stage();
            said = now;
            LOG.info("Run {}: {}", run, text(progress));
        }
    }

    private static String text(Progress progress) {
        String text = progress.stage().label() + " " + progress.done() + " of " + progress.of();
        return progress.losses() == null
                ? text
                : String.format(
                        Locale.ROOT,
                        "%s, loss %.4f, validation %.4f",
                        text,
                        progress.losses().trainingLoss(),
                        progress.losses().validationLoss());
    }
}
