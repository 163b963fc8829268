package io.afterimage.trainer.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The child of one run: started with its limits, listened to, and gone when {@link #listen} returns. */
final class RunProcess implements AutoCloseable {
    /**
     * Terminal signals are the parent's to decide on; whoever serves goes first. Linux enforces the limit of data (RLIMIT_DATA) on all
     * private memory, and is told to take this process first if the machine runs short; macOS does neither.
     */
    private static final String LIMITED = "trap '' INT HUP; ulimit -c 0; ulimit -d \"$1\" 2>/dev/null; shift;"
            + " { echo 900 >/proc/self/oom_score_adj; } 2>/dev/null; exec nice -n 10 \"$@\"";

    /** What the child needs from outside; secrets are not among it. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE");

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final int KILLED = 128 + 9;

    private final RunLimits limits;
    private final Process process;
    private final ChildLines lines;
    private final long end;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** Starts a main class with the folder as its argument. */
    RunProcess(Class<?> main, RunFolder folder, RunLimits limits, Consumer<String> listener) throws IOException {
        this.limits = limits;
        this.lines = new ChildLines(listener);
        ProcessBuilder builder = new ProcessBuilder(command(main, folder, limits)).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        this.process = builder.start();
        this.end = System.nanoTime() + limits.time().toNanos();
    }

    private static List<String> command(Class<?> main, RunFolder folder, RunLimits limits) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
        command.add(Long.toString(limits.memory() >> 10));
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError", "-XX:ErrorFile=" + folder.path().resolve("crash.log")));
        command.add("-Xmx" + (limits.heap() >> 20) + "m");
        command.add("-Djava.io.tmpdir=" + folder.path());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-cp", ChildClassPath.of(main), main.getName(), folder.path().toString()));
        return command;
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

    boolean isCancelled() {
        return cancelled.get();
    }

    private RunFailedException crash() {
        String tail = lines.tail();
        // Nobody here killed it, so the system did, which it does where memory is short.
        if (process.exitValue() == KILLED || RunFailure.of(tail) == RunFailure.OUT_OF_MEMORY) {
            return RunFailure.OUT_OF_MEMORY.because("");
        }
        return RunFailure.of(tail) == RunFailure.DISK_FULL
                ? RunFailure.DISK_FULL.because("")
                : RunFailure.CRASHED.because("exit code " + process.exitValue() + ": " + lines.cause());
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
