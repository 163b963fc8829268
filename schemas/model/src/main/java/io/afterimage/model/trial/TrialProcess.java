package io.afterimage.model.trial;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import com.google.protobuf.Message;
import io.afterimage.events.Sha256;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.process.CodePlaces;
import io.afterimage.model.process.LimitedJava;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** One run of the child: started with its limits, watched, and gone when {@link #run} returns. */
final class TrialProcess {
    private static final List<Class<?>> LIBRARIES = List.of(
            ModelImporter.class, Sha256.class, Message.class, ModelProto.class, OrtEnvironment.class, Logger.class);

    /** Nothing is lost with it. */
    private static final int FIRST_VICTIM = 1000;

    /** A short life: a quick start counts, peak speed does not. */
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1");

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
        Process process = java(fileSize)
                .builder(
                        main,
                        new CodePlaces().with(List.of(main)).with(LIBRARIES).classPath())
                .start();
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
            kill(process);
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

    /** Waits for the end whether the caller is interrupted or not: nobody else would. */
    private static void kill(Process process) throws IOException {
        try {
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(
                    "a model's trial run does not end though it was killed (process " + process.pid() + ")", e);
        }
    }

    private void discard(Process process) {
        try (folder) {
            kill(process);
        } catch (IOException e) {
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

    private LimitedJava java(long fileSize) {
        return new LimitedJava(
                folder.path(), limits.heap(fileSize), limits.data(fileSize), FIRST_VICTIM, List.of(), OPTIONS);
    }
}
