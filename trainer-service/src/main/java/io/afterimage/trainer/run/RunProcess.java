package io.afterimage.trainer.run;

import io.afterimage.model.process.LimitedJava;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The child of one run: started with its limits, listened to, and gone when {@link #listen} returns. */
final class RunProcess implements AutoCloseable {
    /** Whoever serves goes first. */
    private static final List<String> NICE = List.of("nice", "-n", "10");

    private static final List<String> OPTIONS = List.of("-XX:+ExitOnOutOfMemoryError");
    private static final int EARLY_VICTIM = 900;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final RunFolder folder;
    private final RunLimits limits;
    private final Process process;
    private final ChildLines lines;
    private final long end;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** Starts a main class with the folder as its argument. */
    RunProcess(Class<?> main, RunFolder folder, RunLimits limits, Consumer<String> listener) throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.lines = new ChildLines(listener);
        LimitedJava java = new LimitedJava(folder.path(), limits.heap(), limits.memory(), EARLY_VICTIM, NICE, OPTIONS);
        this.process = java.builder(main, ChildClassPath.of(main)).start();
        this.end = System.nanoTime() + limits.time().toNanos();
    }

    long pid() {
        return process.pid();
    }

    /** When the process began, as far as the system says: with its number it is one process, not another of the same number. */
    Instant began() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Asks the child to end; who listens kills it if it does not. Safe for many threads. */
    void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            try {
                OutputStream in = process.getOutputStream();
                in.write("cancel\n".getBytes(StandardCharsets.UTF_8));
                in.flush();
            } catch (IOException e) {
                // It is gone already.
                return;
            }
        }
    }

    /** Kills the child; who listens hears of it. Safe for many threads. */
    void end() {
        // The process itself would close the streams that are being read.
        process.toHandle().destroyForcibly();
    }

    /**
     * Hears the child out.
     *
     * @throws RunFailedException if it took too long, or ended in another way than by itself
     * @throws IOException if it outlives being killed
     */
    void listen() throws RunFailedException, IOException, InterruptedException {
        InputStream out = process.getInputStream();
        long patience = Long.MAX_VALUE;
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            lines.drain(out);
            long now = System.nanoTime();
            if (cancelled.get() && patience == Long.MAX_VALUE) {
                patience = now + limits.patience().toNanos();
            }
            if (now - end > 0) {
                kill();
                throw RunFailure.TIMEOUT.because(limits.time().toSeconds() + " s");
            }
            if (patience != Long.MAX_VALUE && now - patience > 0) {
                break;
            }
        }
        lines.drain(out);
        kill();
        if (process.exitValue() != 0 && !cancelled.get()) {
            throw crash();
        }
    }

    private RunFailedException crash() {
        String why = lines.cause();
        return RunFailure.of(process.exitValue(), lines.tail())
                .because("exit code " + process.exitValue() + ": " + why
                        + folder.keepCrashLog().map(log -> "; see " + log).orElse(""));
    }

    private void kill() throws IOException, InterruptedException {
        if (!process.destroyForcibly().waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("a run does not end though it was killed (process " + process.pid() + ")");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
