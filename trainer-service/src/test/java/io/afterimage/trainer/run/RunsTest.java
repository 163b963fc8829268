package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.afterimage.events.Sha256;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.Phase;
import io.afterimage.events.v1.TrainingProgress;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.TinyPictures;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.gate.GateSettings;
import io.afterimage.trainer.publish.Candidate;
import io.afterimage.trainer.publish.Published;
import io.afterimage.trainer.run.RunRecord.Outcome;
import io.afterimage.trainer.run.Runs.BusyException;
import io.afterimage.trainer.run.Runs.Cancel;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunsTest {
    private static final RunLimits LIMITS =
            new RunLimits(Duration.ofMinutes(2), 256L << 20, 4L << 30, Duration.ofMillis(300));

    @TempDir
    Path folder;

    private final List<TrainingProgress> events = new CopyOnWriteArrayList<>();
    private final List<Candidate> published = new CopyOnWriteArrayList<>();
    private final List<Runs> opened = new ArrayList<>();
    private String publishedVersion = "";
    private boolean brokers = true;
    private volatile boolean room = true;
    private volatile Callable<@Nullable Void> beforeSnapshot = () -> null;
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile @Nullable Phase heldPhase;
    private ModelHistory models = ModelHistory.EMPTY;
    private TinyPictures pictures = new TinyPictures(Path.of("."));

    @BeforeEach
    void drawPictures() throws IOException {
        pictures = new TinyPictures(Files.createDirectory(folder.resolve("pictures")))
                .with("red", Color.RED, 100)
                .with("blue", Color.BLUE, 100);
    }

    @AfterEach
    void close() {
        opened.forEach(Runs::close);
    }

    @Test
    void aCandidateIsJudgedAndPublished() throws Exception {
        RunRecord run = ended(runs(FakeChild.class), FakeChild.SUCCEEDS);
        assertThat(run.phase()).isEqualTo(Phase.DONE);
        assertThat(outcome(run).verdict()).isEqualTo("promoted");
        assertThat(outcome(run).accuracy()).isEqualTo(1);
        assertThat(outcome(run).testExamples()).isEqualTo(40);
        assertThat(published).extracting(Candidate::run).containsExactly(run.run());
        assertThat(events)
                .extracting(TrainingProgress::getPhase)
                .containsSubsequence(Phase.PREPARING, Phase.TRAINING, Phase.GATING, Phase.PUBLISHING, Phase.DONE);
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(folder.resolve("training/work").resolve(run.run()))
                        .doesNotExist());
    }

    @Test
    void theRecordSaysWhatTheRunWasMadeFrom() throws Exception {
        RunRecord run = ended(runs(FakeChild.class), FakeChild.SUCCEEDS);
        RunRecord kept =
                new RunRecords(folder.resolve("training/runs")).find(run.run()).orElseThrow();
        assertThat(kept).isEqualTo(run);
        assertThat(kept.source()).isNotNull();
        assertThat(kept.source().snapshot()).isEqualTo(pictures.snapshot().hash());
        assertThat(kept.source().counts().get("train")).containsEntry("red", 60).containsEntry("blue", 60);
        assertThat(kept.settings().seed()).isEqualTo(FakeChild.SUCCEEDS);
        assertThat(kept.versions()).containsKeys("afterimage", "libtorch", "onnxruntime", "jdk");
        assertThat(kept.versions().get("libtorch")).matches("[0-9.]+-[0-9.]+");
    }

    @ParameterizedTest
    @CsvSource({
        "4, NATIVE_CRASH, SIGSEGV",
        "9, NATIVE_CRASH, --threads 1",
        "10, KILLED, memory is short",
        "11, KILLED, killed",
        "5, OUT_OF_MEMORY, memory",
        "6, DISK_FULL, no room",
        "7, CRASHED, without a result",
        "8, ONE_CLASS, 'cat'"
    })
    void aFailureHasItsNameAndLeavesNothing(long child, String category, String reason) throws Exception {
        RunRecord run = ended(runs(FakeChild.class), child);
        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome(run).category()).isEqualTo(category);
        assertThat(outcome(run).reason()).contains(reason);
        assertThat(outcome(run).verdict()).isEqualTo("failed");
        assertNothingIsLeft(run);
    }

    @Test
    void aRunThatTakesTooLongIsEnded() throws Exception {
        RunLimits brief = new RunLimits(Duration.ofSeconds(2), 256L << 20, 4L << 30, Duration.ofMillis(300));
        RunRecord run = ended(runs(FakeChild.class, brief), FakeChild.HANGS);
        assertThat(outcome(run).category()).isEqualTo("TIMEOUT");
        assertNothingIsLeft(run);
    }

    @ParameterizedTest
    @CsvSource({"2", "3"})
    void aRunIsCancelledWhetherItObeysOrNot(long child) throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(settings(child), "test");
        awaitProgress(begun);
        assertThat(runs.cancel(begun.run())).isEqualTo(Cancel.ASKED);
        RunRecord run = awaitEnd(runs, begun);
        assertThat(run.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(runs.cancel(begun.run())).isEqualTo(Cancel.ENDED);
        assertNothingIsLeft(run);
    }

    @Test
    void whatJavaKnowsOfACrashIsKept() throws Exception {
        RunRecord run = ended(runs(FakeChild.class), FakeChild.IS_STRUCK);
        Path log = folder.resolve("training/work/last-crash.log");
        assertThat(outcome(run).reason()).contains("see " + log);
        assertThat(log).content().contains("SIGSEGV");
    }

    @ParameterizedTest
    @EnumSource(Progress.Stage.class)
    void aRunWhoseProcessIsKilledAtAnyStageFailsAndTheNextOneWorks(Progress.Stage stage) throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(
                settings(FakeChild.STAYS_IN + List.of(Progress.Stage.values()).indexOf(stage)), "test");
        awaitProgress(begun, stage.label());
        ProcessHandle.of(runs.find(begun.run()).orElseThrow().record().pid())
                .orElseThrow()
                .destroyForcibly();
        RunRecord run = awaitEnd(runs, begun);
        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome(run).category()).isEqualTo("KILLED");
        assertNothingIsLeft(run);
        assertThat(ended(runs, FakeChild.SUCCEEDS).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullEndsTheRunAndTheNextOneWorksOnceThereIsRoom() throws Exception {
        Runs runs = runs(FakeChild.class);
        beforeSnapshot = () -> {
            Path work = folder.resolve("training/work");
            try (Stream<Path> begun = Files.list(work)) {
                Files.createSymbolicLink(
                        begun.findFirst().orElseThrow().resolve("snapshot.json.partial"), Path.of("/dev/full"));
            }
            return null;
        };
        RunRecord run = ended(runs, FakeChild.SUCCEEDS);
        assertThat(outcome(run).category()).isEqualTo("DISK_FULL");
        assertNothingIsLeft(run);
        beforeSnapshot = () -> null;
        assertThat(ended(runs, FakeChild.SUCCEEDS).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void aTrainerWithoutMemoryEndsTheRunAndTheNextOneWorksOnceThereIsSome() throws Exception {
        Runs runs = runs(FakeChild.class);
        beforeSnapshot = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        RunRecord run = ended(runs, FakeChild.SUCCEEDS);
        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome(run).category()).isEqualTo("TRAINER_OUT_OF_MEMORY");
        assertThat(outcome(run).reason()).contains("Java heap space", "-Xmx");
        assertNothingIsLeft(run);
        beforeSnapshot = () -> null;
        assertThat(ended(runs, FakeChild.SUCCEEDS).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void anErrorOfAnyKindEndsTheRun() throws Exception {
        Runs runs = runs(FakeChild.class);
        beforeSnapshot = () -> {
            throw new NoClassDefFoundError("some/Part");
        };
        RunRecord run = ended(runs, FakeChild.SUCCEEDS);
        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome(run).reason()).contains("some/Part", "run again");
    }

    @Test
    void theRunsProcessFindsTheLiveModelsFile() throws Exception {
        byte[] model = {1, 2, 3};
        makeLive(new Store(folder.resolve("store")).put(Store.Kind.MODEL, model));
        Runs runs = runs(FakeChild.class);
        RunRecord begun = heldIn(Phase.TRAINING, runs);
        assertThat(folder.resolve("training/work").resolve(begun.run()).resolve("live.onnx"))
                .hasBinaryContent(model);
        held.countDown();
        awaitEnd(runs, begun);
    }

    @Test
    void aLiveModelThatTheStoreHasLostIsNamed() throws Exception {
        makeLive(Sha256.hex(new byte[] {1, 2, 3}));
        RunRecord run = ended(runs(FakeChild.class), FakeChild.SUCCEEDS);
        assertThat(outcome(run).category()).isEqualTo("PARENT_UNTRAINABLE");
        assertThat(outcome(run).reason()).contains("import it again");
        assertNothingIsLeft(run);
    }

    private void makeLive(String version) {
        models = models.with(published(version))
                .with(ModelEntry.newBuilder()
                        .setPromoted(ModelPromoted.newBuilder().setVersion(version))
                        .build());
    }

    private static ModelEntry published(String version) {
        return ModelEntry.newBuilder()
                .setPublished(ModelPublished.newBuilder().setVersion(version).setName("any"))
                .build();
    }

    @Test
    void aStoreWithoutRoomEndsTheRunAndTheNextOneWorksOnceThereIsSome() throws Exception {
        Runs runs = runs(FakeChild.class);
        room = false;
        RunRecord run = ended(runs, FakeChild.SUCCEEDS);
        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome(run).category()).isEqualTo("DISK_FULL");
        assertThat(outcome(run).reason()).contains("store/models/00", "make some and run again");
        assertThat(outcome(run).version()).isEmpty();
        runs.check();
        assertNothingIsLeft(run);
        room = true;
        assertThat(ended(runs, FakeChild.SUCCEEDS).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsPublishedOfWhichNoRecordCanBeWritten() throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = heldIn(Phase.GATING, runs);
        Path record = folder.resolve("training/runs").resolve(begun.run() + ".json.part");
        Files.createSymbolicLink(record, Path.of("/dev/full"));
        held.countDown();
        RunRecord run = awaitEnd(runs, begun);
        assertThat(outcome(run).category()).isEqualTo("DISK_FULL");
        assertNothingIsLeft(run);
        assertThat(new RunRecords(folder.resolve("training/runs")).find(run.run()))
                .contains(run);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PREPARING", "TRAINING", "GATING"})
    void aCancelBeforePublishingLeavesNothing(Phase phase) throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = heldIn(phase, runs);
        assertThat(runs.cancel(begun.run())).isEqualTo(Cancel.ASKED);
        held.countDown();
        RunRecord run = awaitEnd(runs, begun);
        assertThat(run.phase()).isEqualTo(Phase.CANCELLED);
        assertNothingIsLeft(run);
    }

    @Test
    void aCancelWhilePublishingIsTooLateAndChangesNothing() throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = heldIn(Phase.PUBLISHING, runs);
        assertThat(runs.cancel(begun.run())).isEqualTo(Cancel.TOO_LATE);
        assertThat(published).isEmpty();
        held.countDown();
        RunRecord run = awaitEnd(runs, begun);
        assertThat(run.phase()).isEqualTo(Phase.DONE);
        assertThat(published).hasSize(1);
        assertThat(runs.cancel(begun.run())).isEqualTo(Cancel.ENDED);
    }

    /** A run that waits at the beginning of a phase for {@link #held}. */
    private RunRecord heldIn(Phase phase, Runs runs) throws Exception {
        heldPhase = phase;
        RunRecord begun = runs.start(settings(FakeChild.SUCCEEDS), "test");
        await().atMost(60, TimeUnit.SECONDS).until(() -> events.stream().anyMatch(event -> event.getPhase() == phase));
        return begun;
    }

    private void heard(TrainingProgress event) {
        events.add(event);
        if (event.getPhase() == heldPhase) {
            try {
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void thereIsOneAtATime() throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(settings(FakeChild.OBEYS), "test");
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> runs.start(settings(FakeChild.SUCCEEDS), "test"))
                .withMessageContaining(begun.run());
        runs.cancel(begun.run());
        awaitEnd(runs, begun);
        assertThat(ended(runs, FakeChild.SUCCEEDS).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void whatIsInProgressWhenTheTrainerEndsIsLost() throws Exception {
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(settings(FakeChild.HANGS), "test");
        awaitProgress(begun);
        long pid = runs.find(begun.run()).orElseThrow().record().pid();
        runs.close();
        assertThat(runs(FakeChild.class)
                        .find(begun.run())
                        .orElseThrow()
                        .record()
                        .phase())
                .isEqualTo(Phase.LOST);
        await().atMost(10, TimeUnit.SECONDS).until(() -> ProcessHandle.of(pid).isEmpty());
        assertNothingIsLeft(begun);
    }

    @Test
    void aRunThatIsEndedWhileItWritesAFileIsLostAndSaysWhy() throws Exception {
        CountDownLatch begins = new CountDownLatch(1);
        beforeSnapshot = () -> {
            begins.countDown();
            awaitHeld();
            return null;
        };
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(settings(FakeChild.SUCCEEDS), "test");
        assertThat(begins.await(60, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(() -> runs.close("another trainer was elected; run again there"));
        closing.start();
        await().atMost(60, TimeUnit.SECONDS).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        held.countDown();
        RunRecord run = awaitEnd(runs, begun);
        assertThat(run.phase()).isEqualTo(Phase.LOST);
        assertThat(outcome(run).category()).isEqualTo("LOST");
        assertThat(outcome(run).reason()).isEqualTo("another trainer was elected; run again there");
        closing.join(60_000);
        assertNothingIsLeft(run);
    }

    /** Whatever interrupts it. */
    private void awaitHeld() throws Exception {
        boolean interrupted = false;
        while (held.getCount() > 0) {
            try {
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aProcessThatOutlivedItsTrainerIsEnded() throws Exception {
        Process hanging = new ProcessBuilder("sleep", "600").start();
        RunRecords records = new RunRecords(folder.resolve("training/runs"));
        RunRecord begun = begun();
        records.write(new RunRecord(
                begun.run(),
                begun.trigger(),
                begun.settings(),
                Phase.TRAINING,
                begun.startedAt(),
                null,
                null,
                begun.versions(),
                hanging.pid(),
                hanging.info().startInstant().orElseThrow(),
                null,
                null));
        Runs runs = runs(FakeChild.class);
        assertThat(hanging.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.find(begun.run()).orElseThrow().record().phase()).isEqualTo(Phase.LOST);
    }

    @Test
    void whatHadBeenPublishedWhenTheTrainerEndedIsDone() throws Exception {
        String version = Sha256.hex(new byte[] {1, 2, 3});
        models = models.with(published(version));
        RunRecord publishing = begun().with(Phase.PUBLISHING)
                .with(new Outcome("rejected", "", "it is not better", version, 40, .9, .9));
        new RunRecords(folder.resolve("training/runs")).write(publishing);
        RunRecord run =
                runs(FakeChild.class).find(publishing.run()).orElseThrow().record();
        assertThat(run.phase()).isEqualTo(Phase.DONE);
        assertThat(outcome(run).verdict()).isEqualTo("rejected");
    }

    @Test
    void whatCannotBePublishedIsLeftToTheNextBeginning() throws Exception {
        brokers = false;
        Runs runs = runs(FakeChild.class);
        RunRecord begun = runs.start(settings(FakeChild.SUCCEEDS), "test");
        await().atMost(60, TimeUnit.SECONDS).until(() -> failsToCheck(runs));
        RunRecord run = runs.find(begun.run()).orElseThrow().record();
        assertThat(run.phase()).isEqualTo(Phase.PUBLISHING);
        models = models.with(published(outcome(run).version()));
        assertThat(runs(FakeChild.class)
                        .find(begun.run())
                        .orElseThrow()
                        .record()
                        .phase())
                .isEqualTo(Phase.DONE);
    }

    private static boolean failsToCheck(Runs runs) {
        try {
            runs.check();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void whatHadNotBeenPublishedIsLost() throws Exception {
        RunRecord publishing =
                begun().with(Phase.PUBLISHING).with(new Outcome("promoted", "", "it is better", "00ff", 40, .9, .9));
        new RunRecords(folder.resolve("training/runs")).write(publishing);
        assertThat(runs(FakeChild.class)
                        .find(publishing.run())
                        .orElseThrow()
                        .record()
                        .phase())
                .isEqualTo(Phase.LOST);
    }

    @Test
    void aRealChildTrainsAndScores() throws Exception {
        Runs runs = runs(RunMain.class);
        Settings settings = new Settings(Preset.SOFTMAX, 1, 1, 20, 1e-3, null, null, null, null, null, null, 16);
        RunRecord run = awaitEnd(runs, runs.start(settings, "test"));
        assertThat(outcome(run).reason()).doesNotContain("CRASHED");
        assertThat(run.phase()).isEqualTo(Phase.DONE);
        assertThat(outcome(run).accuracy()).isGreaterThan(.9);
        assertThat(outcome(run).version()).isEqualTo(publishedVersion);
        assertThat(run.report()).isNotNull();
        assertThat(run.report().curves()).isNotEmpty();
    }

    @Test
    void aRealChildSaysWhyItCannotTrain() throws Exception {
        pictures = new TinyPictures(Files.createDirectory(folder.resolve("one"))).with("red", Color.RED, 20);
        RunRecord run = ended(runs(RunMain.class), 1);
        assertThat(outcome(run).category()).isEqualTo("ONE_CLASS");
    }

    private Runs runs(Class<?> child) throws IOException {
        return runs(child, LIMITS);
    }

    private Runs runs(Class<?> child, RunLimits limits) throws IOException {
        Path training = folder.resolve("training");
        Runs runs = new Runs(new Workshop(
                new Surroundings(this::snapshot, () -> models, new Store(folder.resolve("store"))),
                new Gate(GateSettings.DEFAULT, LabelMap.NONE),
                this::publish,
                new RunRecords(training.resolve("runs")),
                new RunEvents(this::heard, InstantSource.system()),
                limits,
                training.resolve("work"),
                training.resolve("features"),
                1 << 24,
                child,
                InstantSource.system()));
        runs.recover(List.of());
        opened.add(runs);
        return runs;
    }

    private Snapshot snapshot() {
        try {
            beforeSnapshot.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return pictures.snapshot();
    }

    private Published publish(Candidate candidate) throws IOException {
        if (!brokers) {
            throw new KafkaException("the brokers are gone");
        }
        if (!room) {
            throw new FileSystemException("store/models/00", null, "No space left on device");
        }
        published.add(candidate);
        publishedVersion = Sha256.hex(Files.readAllBytes(candidate.file()));
        return new Published(candidate.run(), publishedVersion, true, "live");
    }

    private RunRecord ended(Runs runs, long child) throws Exception {
        return awaitEnd(runs, runs.start(settings(child), "test"));
    }

    private static RunRecord awaitEnd(Runs runs, RunRecord begun) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(() -> runs.find(begun.run()).orElseThrow().record(), RunRecord::ended);
    }

    private void awaitProgress(RunRecord run) {
        awaitProgress(run, "head");
    }

    private void awaitProgress(RunRecord run, String detail) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> events.stream()
                .anyMatch(event ->
                        event.getRun().equals(run.run()) && event.getDetail().startsWith(detail)));
    }

    private void assertNothingIsLeft(RunRecord run) throws IOException {
        assertThat(published).isEmpty();
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(folder.resolve("training/work").resolve(run.run()))
                        .doesNotExist());
        try (Stream<Path> files = Files.walk(folder.resolve("training"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".onnx"))).isEmpty();
        }
    }

    private static RunRecord begun() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return RunRecord.begun(RunId.at(now), "test", settings(1), now);
    }

    private static Outcome outcome(RunRecord run) {
        Outcome outcome = run.outcome();
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private static Settings settings(long child) {
        return Settings.of(Preset.AUTO, child, 1);
    }
}
