package io.afterimage.broker.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A child process that writes to a log file. It ignores the terminal's Ctrl-C and hang-up, so that its parent decides
 * when and in which order its children stop. Safe for many threads.
 */
public final class ChildProcess {
    /** A signal that is ignored when a program starts stays ignored in Java, which only then leaves it alone. */
    private static final String SHIELDED = "trap '' INT HUP; exec \"$@\"";

    /** A session of its own, where the system has the tool, outlives the terminal as well. */
    private static final String DETACHED =
            "trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"";

    private static final long LARGEST_LOG = 20L << 20;
    private static final int TAIL = 64 << 10;
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final long logStart;

    private ChildProcess(Process process, Path log, long logStart) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a command.
     *
     * @param environment variables that are set beside the inherited ones
     * @param log file that its output is appended to; a large one is put aside first
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        return start(SHIELDED, command, environment, log);
    }

    /** Starts a command that shall outlive this process and its terminal. */
    public static ChildProcess startDetached(List<String> command, Path log) throws IOException {
        return start(DETACHED, command, Map.of(), log);
    }

    private static ChildProcess start(String script, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        putAside(log);
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(inShell(script, command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log, logStart);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Path log() {
        return log;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Its exit code, once it has ended. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Waits for its end; whether it came in time. */
    public boolean await(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end, and kills it if it has not after {@code patience}. Returns once it is gone. */
    public void stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!await(patience)) {
            kill();
        }
    }

    /** Ends it at once, as a crash would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        await(AFTER_KILL);
    }

    /** The last lines of what it wrote since this start. */
    public List<String> lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(logStart, file.length() - TAIL);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> inShell(String script, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        whole.addAll(command);
        return whole;
    }

    private static void putAside(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
