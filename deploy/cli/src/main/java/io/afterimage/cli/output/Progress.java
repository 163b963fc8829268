package io.afterimage.cli.output;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * How far a long command is: a bar on a terminal, a plain line every few seconds in a pipe; on standard error either
 * way. For one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

    private final Output output;
    private final String task;
    private final long total;
    private final @Nullable ProgressBar bar;
    private long said = System.nanoTime();

    /**
     * @param task what is being done, such as "Sent"
     * @param total how many there are; negative: nobody knows
     */
    public Progress(Output output, String task, long total) {
        this.output = output;
        this.task = task;
        this.total = total;
        this.bar = Ansi.AUTO.enabled() ? bar(task, total) : null;
    }

    private static ProgressBar bar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .showSpeed()
                .build();
    }

    /** Shows that so many are done. */
    public void show(long done) {
        if (bar != null) {
            bar.stepTo(done);
        } else if (System.nanoTime() - said > LINE_EVERY) {
            said = System.nanoTime();
            output.note(task + " " + done + (total < 0 ? "" : " of " + total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
