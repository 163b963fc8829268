package io.afterimage.model.trial;

import io.afterimage.model.onnx.ModelImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One run of the child: started with its limits, watched, and gone when {@link #run} returns. */
final class TrialProcess {
    /**
     * Terminal signals are the parent's to decide on. Linux enforces the limit of data (RLIMIT_DATA) on all private memory, and is
     * told to take this process first if the machine runs short; macOS does neither.
     */
    private static final String LIMITED = "trap '' INT HUP; ulimit -c 0; ulimit -d \"$1\" 2>/dev/null; shift;"
            + " { echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null; exec \"$@\"";

    /** What the child needs from outside; secrets are not among it. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE");

    private static final int TAIL = 8192;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final TrialFolder folder;
    private final TrialLimits limits;
    private final byte[] tail = new byte[TAIL];
    private int tailLength;

    TrialProcess(TrialFolder folder, TrialLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /**
     * Runs a main class with the folder as its argument.
     *
     * @param fileSize of the model in bytes, which the limit of memory grows with
     * @throws IOException if the process cannot be started or outlives being killed, or the caller is interrupted
     */
    TrialEnd run(Class<?> main, long fileSize) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(main, fileSize)).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process process = builder.start();
        Thread atExit = new Thread(() -> discard(process), "end-trial");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            boolean ended = watch(process);
            // Before the kill, which closes its streams.
            drain(process.getInputStream());
            kill(process);
            return new TrialEnd(!ended, process.exitValue(), new String(tail, 0, tailLength, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during a model's trial run");
        } finally {
            process.destroyForcibly();
            forget(atExit);
        }
    }

    /** Whether it ended in time. */
    private boolean watch(Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + limits.time().toNanos();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            drain(process.getInputStream());
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private static void kill(Process process) throws IOException, InterruptedException {
        if (!process.destroyForcibly().waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(
                    "a model's trial run does not end though it was killed (process " + process.pid() + ")");
        }
    }

    private void discard(Process process) {
        try (folder) {
            kill(process);
        } catch (IOException | InterruptedException e) {
            System.err.println(e.getMessage());
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook does its work.
            return;
        }
    }

    /** Never waits: a child that writes without end is held up by its full pipe until the next look. */
    private void drain(InputStream in) throws IOException {
        for (int left = in.available(); left > 0; left = in.available()) {
            byte[] bytes = in.readNBytes(Math.min(left, TAIL));
            int keep = Math.min(tailLength, TAIL - bytes.length);
            System.arraycopy(tail, tailLength - keep, tail, 0, keep);
            System.arraycopy(bytes, 0, tail, keep, bytes.length);
            tailLength = keep + bytes.length;
        }
    }

    private List<String> command(Class<?> main, long fileSize) {
        String java = System.getProperty("java.home") + "/bin/java";
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", LIMITED, "sh", Long.toString(limits.data(fileSize) >> 10), java));
        // A short life: a quick start counts, peak speed does not.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of(
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.path().resolve("crash.log")));
        command.add("-Xmx" + (limits.heap(fileSize) >> 20) + "m");
        command.add("-Djava.io.tmpdir=" + folder.path());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", ChildClassPath.of(main, ModelImporter.class)));
        command.addAll(Arrays.asList(main.getName(), folder.path().toString()));
        return command;
    }
}
