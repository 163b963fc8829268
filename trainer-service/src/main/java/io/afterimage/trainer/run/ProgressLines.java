package io.afterimage.trainer.run;

import io.afterimage.trainer.finetune.Progress;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Prints progress, a few lines a second and the last of each stage; ends the training once it is cancelled. */
final class ProgressLines implements Progress.Listener {
    private static final long PAUSE_NANOS = 250_000_000;

    private final PrintStream out;
    private final AtomicBoolean cancelled;
    private Progress.@Nullable Stage stage;
    private long began;
    private long printed;

    /** The run was cancelled. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    ProgressLines(PrintStream out, AtomicBoolean cancelled) {
        this.out = out;
        this.cancelled = cancelled;
    }

    @Override
    public void progress(Progress progress) {
        if (cancelled.get()) {
            throw new CancelledException();
        }
        long now = System.nanoTime();
        boolean first = progress.stage() != stage;
        if (first) {
            stage = progress.stage();
            began = now;
        }
        if (first || progress.done() == progress.of() || now - printed > PAUSE_NANOS) {
            printed = now;
            out.println(Json.line(RunLine.of(progress, eta(progress, (now - began) / 1e9))));
        }
    }

    private static double eta(Progress progress, double seconds) {
        return progress.done() == 0 ? -1 : seconds * (progress.of() - progress.done()) / progress.done();
    }
}
