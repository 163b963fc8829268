package io.afterimage.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.ModelRejected;
import io.afterimage.events.v1.Phase;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Curve;
import io.afterimage.trainer.finetune.LeftOut;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.Scores;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.Tuned;
import io.afterimage.trainer.mlflow.FakeMlflow.Failure;
import io.afterimage.trainer.run.RunRecord;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant ENDED = BEGAN.plusSeconds(60);
    private static final String FIRST = "20260102-030405-000-aaaa";
    private static final String SECOND = "20260102-040405-000-bbbb";
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final Store store;
    private final List<RunRecord> ended = new CopyOnWriteArrayList<>();
    private final AtomicReference<ModelHistory> models = new AtomicReference<>(ModelHistory.EMPTY);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Optional<Path> credentials = Optional.empty();
    private final FakeMlflow mlflow;

    RecordingTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.store = new Store(folder.resolve("store"));
        this.mlflow = new FakeMlflow("mlflow-artifacts:");
    }

    @BeforeEach
    void closeItLast() {
        opened.add(mlflow);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void aRunIsRecordedWithItsSettingsItsCurvesAndItsModel() throws Exception {
        String version = promoted(FIRST, MODEL);

        recording(mlflow.uri());

        soon(() -> assertThat(mlflow.aliases).containsEntry("champion", "1"));
        FakeMlflow.Entry run = mlflow.run(FIRST);
        assertThat(run.status).isEqualTo("FINISHED");
        assertThat(run.parameters)
                .containsEntry("preset", "head")
                .containsEntry("seed", "7")
                .containsEntry("parent", "the parent")
                .containsEntry("snapshot", "the snapshot")
                .containsEntry("train_examples", "7")
                .containsEntry("head_best_epoch", "1")
                .doesNotContainKey("mixup");
        assertThat(run.tags)
                .containsEntry("verdict", "promoted")
                .containsEntry(RunEntry.VERSION, version)
                .containsEntry("with_jdk", "17")
                .containsEntry("model_file", "model/model.onnx");
        assertThat(run.metrics)
                .extracting(
                        metric -> metric.path("key").asText(),
                        metric -> metric.path("step").asInt(),
                        metric -> metric.path("value").asDouble())
                .contains(
                        tuple("head/training_loss", 0, 1.5),
                        tuple("head/training_loss", 1, .5),
                        tuple("head/validation_loss", 0, .9),
                        tuple("validation_accuracy", 0, .875),
                        tuple("test_accuracy", 0, .75),
                        tuple("seconds/all", 0, 60.0));
        assertThat(run.metrics)
                .extracting(metric -> metric.path("timestamp").asLong())
                .containsOnly(ENDED.toEpochMilli());
        assertThat(mlflow.files).containsOnlyKeys("0/run0/artifacts/model/model.onnx");
        assertThat(mlflow.files.get("0/run0/artifacts/model/model.onnx")).isEqualTo(MODEL);
        assertThat(mlflow.versions)
                .containsExactly(
                        new FakeMlflow.Version("1", "mlflow-artifacts:/0/run0/artifacts/model", "run0", version));
    }

    /** An epoch whose loss is no number has no place in JSON. */
    @Test
    void whatIsNoNumberIsLeftOut() {
        ended(FIRST, Phase.DONE, report(), null);

        recording(mlflow.uri());

        sent(FIRST);
        assertThat(keys(mlflow.run(FIRST))).contains("head/training_loss 1").doesNotContain("head/validation_loss 1");
    }

    @ParameterizedTest
    @CsvSource({"FAILED, FAILED", "CANCELLED, KILLED", "LOST, KILLED"})
    void aRunWithoutACandidateIsRecordedWithItsReason(Phase phase, String status) {
        ended(FIRST, phase, null, new Outcome("failed", "DISK_FULL", "there is no room", "", 0, 0, 0));

        recording(mlflow.uri());

        sent(FIRST);
        assertThat(mlflow.run(FIRST).status).isEqualTo(status);
        assertThat(mlflow.run(FIRST).tags)
                .containsEntry("category", "DISK_FULL")
                .containsEntry("reason", "there is no room");
        assertThat(mlflow.versions).isEmpty();
        assertThat(mlflow.aliases).isEmpty();
    }

    @Test
    void aRunIsRecordedOnceHoweverOftenItIsSent() throws Exception {
        promoted(FIRST, MODEL);
        recording(mlflow.uri());
        sent(FIRST);
        int metrics = mlflow.run(FIRST).metrics.size();

        // As after a crash between the last call and the mark.
        Files.delete(folder.resolve("mlflow").resolve(FIRST));
        ended(SECOND, Phase.FAILED, null, null);
        recording(mlflow.uri());

        sent(FIRST);
        sent(SECOND);
        assertThat(mlflow.runs).hasSize(2);
        assertThat(mlflow.run(FIRST).metrics).hasSize(metrics);
        assertThat(mlflow.versions).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "experiments/get-by-name, 503",
        "runs/create, 500",
        "runs/log-batch, 429",
        "model/model.onnx, 507",
        "model-versions/create, 502",
        "runs/update, 401",
    })
    void whileTheServerFailsTheRunWaitsAndIsSentLaterOnce(String where, int status) throws Exception {
        promoted(FIRST, MODEL);
        mlflow.failures.put(where, new Failure(status, "<html>a proxy's page</html>"));

        Recording recording = recording(mlflow.uri());

        soon(() -> assertThat(recording.notice())
                .contains("1 run is not in MLflow yet", mlflow.uri().toString(), "it answers " + status));
        mlflow.failures.clear();
        recording.wake();
        soon(() -> assertThat(recording.notice()).isEmpty());
        assertThat(mlflow.runs).hasSize(1);
        assertThat(mlflow.run(FIRST).status).isEqualTo("FINISHED");
        assertThat(mlflow.versions).hasSize(1);
    }

    @Test
    void whereNobodyListensTheRunsWait() throws Exception {
        ended(FIRST, Phase.FAILED, null, null);
        ended(SECOND, Phase.FAILED, null, null);
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        Recording recording = recording(URI.create("http://127.0.0.1:" + port));

        soon(() -> assertThat(recording.notice()).contains("2 runs are not in MLflow yet", "it does not answer"));
        assertThat(folder.resolve("mlflow")).isEmptyDirectory();
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForForEver() throws Exception {
        ended(FIRST, Phase.FAILED, null, null);
        ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        opened.add(deaf);

        Recording recording = recording(URI.create("http://127.0.0.1:" + deaf.getLocalPort()));

        soon(() -> assertThat(recording.notice()).contains("1 run is not in MLflow yet", "it does not answer"));
    }

    @Test
    void anAnswerWithoutAnEndIsNotHeldInMemory() {
        ended(FIRST, Phase.FAILED, null, null);
        mlflow.failures.put("experiments/get-by-name", new Failure(200, "x".repeat(5 << 20)));

        Recording recording = recording(mlflow.uri());

        soon(() -> assertThat(recording.notice()).contains("its answer has over 4194304 bytes"));
    }

    @Test
    void whoIsNoMlflowServerIsSaid() {
        ended(FIRST, Phase.FAILED, null, null);
        mlflow.failures.put("experiments/get-by-name", new Failure(200, "<html>Welcome</html>"));

        Recording recording = recording(mlflow.uri());

        soon(() -> assertThat(recording.notice()).contains("is it an MLflow server?"));
    }

    @Test
    void aRunThatTheServerDoesNotTakeIsPassedOverAndTheNextIsTaken() throws Exception {
        ended(FIRST, Phase.FAILED, null, null);
        mlflow.failures.put("runs/log-batch", Failure.of(400, "INVALID_PARAMETER_VALUE"));
        Recording recording = recording(mlflow.uri());
        sent(FIRST);
        assertThat(folder.resolve("mlflow").resolve(FIRST)).content().startsWith("refused: it answers 400");

        mlflow.failures.clear();
        ended(SECOND, Phase.FAILED, null, null);
        recording.wake();

        sent(SECOND);
        assertThat(mlflow.run(SECOND).status).isEqualTo("FAILED");
        assertThat(mlflow.run(FIRST).status).isEqualTo("RUNNING");
    }

    @Test
    void whereFilesGoElsewhereTheRunSaysSo() throws Exception {
        FakeMlflow bucket = new FakeMlflow("s3://bucket");
        opened.add(bucket);
        promoted(FIRST, MODEL);

        Recording recording = recording(bucket.uri());

        sent(FIRST);
        assertThat(bucket.run(FIRST).tags.get("model_file")).startsWith("not here: this server keeps files at s3://");
        assertThat(bucket.run(FIRST).status).isEqualTo("FINISHED");
        assertThat(bucket.versions).isEmpty();
        soon(() -> assertThat(recording.notice()).isEmpty());
    }

    @Test
    void aModelThatTheStoreHasLostIsSaid() {
        ended(FIRST, Phase.DONE, null, new Outcome("waiting", "", "too few", "0".repeat(64), 9, .9, .9));

        recording(mlflow.uri());

        sent(FIRST);
        assertThat(mlflow.run(FIRST).tags.get("model_file")).startsWith("not here: the store has no models/0000");
    }

    @Test
    void theAliasesFollowTheLog() throws Exception {
        String first = promoted(FIRST, MODEL);
        Recording recording = recording(mlflow.uri());
        soon(() -> assertThat(mlflow.aliases).containsOnly(Map.entry("champion", "1")));

        String second = waiting(SECOND, "another model".getBytes(StandardCharsets.UTF_8));
        recording.wake();
        soon(() -> assertThat(mlflow.aliases).containsOnly(Map.entry("champion", "1"), Map.entry("challenger", "2")));

        promote(second, first, false);
        recording.wake();
        soon(() -> assertThat(mlflow.aliases).containsOnly(Map.entry("champion", "2")));

        promote(first, second, true);
        recording.wake();
        soon(() -> assertThat(mlflow.aliases).containsOnly(Map.entry("champion", "1")));
    }

    @Test
    void whatIsRejectedIsNoChallenger() {
        promote(publish("a"), "", false);
        String better = publish("b");
        publish("c");
        append(ModelEntry.newBuilder().setRejected(ModelRejected.newBuilder().setVersion("c")));

        assertThat(Registry.challenger(Objects.requireNonNull(models.get())))
                .get()
                .satisfies(version -> assertThat(version.version()).isEqualTo(better));
    }

    @ParameterizedTest
    @CsvSource({"secret, Bearer", "ada:secret, Basic"})
    void theServerIsToldWhoAsks(String text, String kind) throws Exception {
        credentials = Optional.of(Files.writeString(folder.resolve("credentials"), text + "\n"));
        ended(FIRST, Phase.FAILED, null, null);

        recording(mlflow.uri());

        sent(FIRST);
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        assertThat(mlflow.credentials).isNotEmpty().containsOnly(kind + " " + (kind.equals("Basic") ? encoded : text));
    }

    private Recording recording(URI uri) {
        Recording recording = Recording.begin(
                new Recording.Target(uri, "signs", credentials, Duration.ofSeconds(2)),
                () -> List.copyOf(ended),
                models::get,
                store,
                folder.resolve("mlflow"));
        opened.add(recording);
        return recording;
    }

    private void sent(String run) {
        soon(() -> assertThat(folder.resolve("mlflow").resolve(run)).exists());
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }

    private static List<String> keys(FakeMlflow.Entry run) {
        return run.metrics.stream()
                .map((JsonNode metric) ->
                        metric.path("key").asText() + " " + metric.path("step").asInt())
                .toList();
    }

    /** A run whose candidate is live now. */
    private String promoted(String run, byte[] model) throws IOException {
        String version = store.put(Store.Kind.MODEL, model);
        promote(publish(version), "", false);
        ended(run, Phase.DONE, report(), new Outcome("promoted", "", "better", version, 40, .75, .7));
        return version;
    }

    /** A run whose candidate waits for a person. */
    private String waiting(String run, byte[] model) throws IOException {
        String version = publish(store.put(Store.Kind.MODEL, model));
        ended(run, Phase.DONE, report(), new Outcome("waiting", "", "too few", version, 9, .75, .7));
        return version;
    }

    private String publish(String version) {
        append(ModelEntry.newBuilder()
                .setPublished(ModelPublished.newBuilder().setVersion(version).setName("any")));
        return version;
    }

    private void promote(String version, String live, boolean rollback) {
        append(ModelEntry.newBuilder()
                .setPromoted(ModelPromoted.newBuilder()
                        .setVersion(version)
                        .setExpectedLive(live)
                        .setRollback(rollback)));
    }

    private void append(ModelEntry.Builder entry) {
        var unused = models.updateAndGet(history -> history.with(entry.build()));
    }

    private void ended(String run, Phase phase, Tuned.@Nullable Report report, @Nullable Outcome outcome) {
        ended.add(
                0,
                new RunRecord(
                        run,
                        "test",
                        Settings.of(Preset.HEAD, 7, 2),
                        phase,
                        BEGAN,
                        ENDED,
                        new RunRecord.Source(
                                "the parent",
                                "the snapshot",
                                Map.of("train", Map.of("cat", 3, "dog", 4), "test", Map.of("cat", 2)),
                                BEGAN),
                        Map.of("jdk", "17"),
                        0,
                        Instant.EPOCH,
                        report,
                        outcome));
    }

    private static Tuned.Report report() {
        return new Tuned.Report(
                Preset.HEAD,
                "head, as asked for",
                List.of("cat", "dog"),
                Map.of("cat", 3, "dog", 4),
                Map.of("cat", 1),
                new LeftOut(0, 0, List.of()),
                List.of(new Curve(
                        Stage.HEAD,
                        .01,
                        0,
                        1,
                        true,
                        List.of(new Fit.Epoch(1.5, .9, null), new Fit.Epoch(.5, Double.NaN, null)))),
                new Scores(8, .875, .8, .3, .1, .05),
                1.2,
                Map.of("features", 2.0));
    }
}
