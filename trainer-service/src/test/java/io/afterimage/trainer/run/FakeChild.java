package io.afterimage.trainer.run;

import io.afterimage.events.Sha256;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.finetune.LeftOut;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Scores;
import io.afterimage.trainer.finetune.Tuned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A child process that trains nothing: the seed says what it does. */
final class FakeChild {
    static final long SUCCEEDS = 1;
    static final long HANGS = 2;
    static final long OBEYS = 3;
    static final long CRASHES = 4;
    static final long NEEDS_MEMORY = 5;
    static final long FILLS_THE_DISK = 6;
    static final long SAYS_NOTHING = 7;
    static final long FAILS = 8;
    static final long IS_STRUCK = 9;
    static final long IS_KILLED = 10;
    static final long DIES_WITH_ALL_WRITTEN = 11;
    /** And the number of a stage: waits there until it is ended. */
    static final long STAYS_IN = 100;

    private final RunFolder folder;

    private FakeChild(RunFolder folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        FakeChild child = new FakeChild(new RunFolder(Path.of(arguments[0])));
        RunOrder order = Json.read(child.folder.order(), RunOrder.class);
        System.out.println("some library says something");
        say(RunLine.of(new Progress(Progress.Stage.HEAD, 1, 5, null), 4));
        child.act(order.settings().seed());
    }

    private void act(long what) throws Exception {
        if (what == HANGS || what == OBEYS) {
            Files.write(folder.candidate(), new byte[] {1, 2, 3});
            boolean asked = System.in.read() >= 0;
            if (what == HANGS && asked) {
                Thread.sleep(600_000);
            }
            say(RunLine.failed("CANCELLED", "cancelled"));
        } else if (what == CRASHES) {
            System.err.println("# SIGSEGV (0xb) at somewhere");
            Runtime.getRuntime().halt(134);
        } else if (what == NEEDS_MEMORY) {
            System.err.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
            Runtime.getRuntime().halt(3);
        } else if (what == FILLS_THE_DISK) {
            RunFailedException failure = RunFailure.of(new IOException("No space left on device"));
            say(RunLine.failed(failure.category(), String.valueOf(failure.getMessage())));
        } else if (what == FAILS) {
            say(RunLine.failed("ONE_CLASS", "all examples are of the class 'cat'"));
        } else if (what == IS_STRUCK) {
            signal("SEGV");
        } else if (what == IS_KILLED) {
            signal("KILL");
        } else if (what == SUCCEEDS) {
            write();
            report();
        } else if (what == DIES_WITH_ALL_WRITTEN) {
            write();
            signal("KILL");
        } else if (what >= STAYS_IN) {
            say(RunLine.of(new Progress(List.of(Progress.Stage.values()).get((int) (what - STAYS_IN)), 1, 5, null), 4));
            Files.write(folder.candidate(), new byte[] {1, 2, 3});
            Thread.sleep(600_000);
        }
    }

    private static void signal(String name) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + name,
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        Thread.sleep(600_000);
    }

    private void write() throws Exception {
        byte[] candidate = ModelImporter.importModel(
                TestNetworks.of("pool = GlobalAveragePool x", "flat = Flatten pool", "y = Gemm flat head:3,2")
                        .toByteArray(),
                List.of("blue", "red"),
                new ImportOptions("fake", null, List.of(.5), List.of(.25), 1 / 255.0, Colour.RGB, null, null, null));
        Files.write(folder.candidate(), candidate);
        List<TestScore> scores = Snapshot.read(folder.test()).entries().stream()
                .map(entry -> new TestScore(entry.sha256(), entry.group(), entry.label(), new double[] {
                    entry.label().equals("blue") ? 1 : 0, entry.label().equals("red") ? 1 : 0
                }))
                .toList();
        ModelScores said = new ModelScores(Sha256.hex(candidate), List.of("blue", "red"), scores);
        Json.write(folder.candidateScores(), said);
        Json.write(folder.liveScores(), ModelScores.ofNoModel(said));
    }

    private static void report() {
        say(RunLine.of(new Tuned.Report(
                Preset.HEAD,
                "as asked for",
                List.of("blue", "red"),
                Map.of("red", 3),
                Map.of("red", 1),
                new LeftOut(0, 0, List.of()),
                List.of(),
                new Scores(2, 1, 1, .1, 0, 0),
                1,
                Map.of("training", .1))));
    }

    private static void say(RunLine line) {
        System.out.println(Json.line(line));
    }
}
