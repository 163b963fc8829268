package io.afterimage.trainer.run;

import io.afterimage.model.compare.ModelScores;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.finetune.FineTuner;
import io.afterimage.trainer.finetune.TuneFailedException;
import io.afterimage.trainer.finetune.Tuned;
import io.afterimage.trainer.run.ProgressLines.CancelledException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The child process: trains a candidate, scores it and the live model on the test examples, and says how it goes. It ends with its
 * parent, which keeps the other end of standard input open for as long as it lives, and writes a line there to cancel.
 */
final class RunMain {
    /** What is said comes whole lines at a time, in UTF-8 whatever the locale. */
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final RunFolder folder;
    private final ProgressLines progress;

    private RunMain(RunFolder folder, AtomicBoolean cancelled) {
        this.folder = folder;
        this.progress = new ProgressLines(OUT, cancelled);
    }

    /** Does what is ordered in the folder that is the one argument. */
    public static void main(String[] args) {
        AtomicBoolean cancelled = new AtomicBoolean();
        listen(cancelled);
        OUT.println(Json.line(new RunMain(new RunFolder(Path.of(args[0])), cancelled).outcome()));
        // Whatever native code has started must not hold the process up.
        Runtime.getRuntime().halt(0);
    }

    private static void listen(AtomicBoolean cancelled) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader in =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                        while (in.readLine() != null) {
                            cancelled.set(true);
                        }
                    } catch (IOException e) {
                        System.err.println(e.getMessage());
                    } finally {
                        Runtime.getRuntime().halt(1);
                    }
                },
                "end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }

    private RunLine outcome() {
        try {
            return RunLine.of(run());
        } catch (TuneFailedException e) {
            return RunLine.failed(e.reason().name(), String.valueOf(e.getMessage()));
        } catch (CancelledException e) {
            return RunLine.failed("CANCELLED", "cancelled");
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            e.printStackTrace();
            RunFailedException failure = RunFailure.of(e);
            return RunLine.failed(failure.category(), String.valueOf(failure.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RunLine.failed("CANCELLED", "interrupted");
        }
    }

    private Tuned.Report run() throws TuneFailedException, IOException, InterruptedException {
        RunOrder order = Json.read(folder.order(), RunOrder.class);
        byte @Nullable [] live = order.live().isEmpty() ? null : Files.readAllBytes(folder.live());
        Tuned tuned = new FineTuner(order.settings(), order.openCache(), progress)
                .tune(Snapshot.read(folder.snapshot()), live);
        Files.write(folder.candidate(), tuned.file());
        Scoring scoring =
                new Scoring(Snapshot.read(folder.test()), order.settings().threads(), progress);
        ModelScores candidate = scoring.of(tuned.file());
        ModelScores before = live == null ? ModelScores.ofNoModel(candidate) : scoring.of(live);
        Json.write(folder.candidateScores(), candidate.commonWith(before));
        Json.write(folder.liveScores(), before.commonWith(candidate));
        return tuned.report();
    }
}
