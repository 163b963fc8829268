package io.afterimage.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelRejected;
import io.afterimage.events.v1.Phase;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server is sent. */
class RecordingTest extends RecordedRuns {
    RecordingTest(@TempDir Path folder) throws IOException {
        super(folder);
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
    void aVersionThatWasLiveBeforeItsRunWasRecordedHasItsAliasOnceItIs() throws Exception {
        String version = store.put(Store.Kind.MODEL, MODEL);
        promote(publish(version), "", false);
        ended(SECOND, Phase.FAILED, null, null);
        Recording recording = recording(mlflow.uri());
        sent(SECOND);
        soon(() -> assertThat(recording.notice()).isEmpty());
        assertThat(mlflow.aliases).isEmpty();

        ended(FIRST, Phase.DONE, report(), new Outcome("promoted", "", "better", version, 40, .75, .7));
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
}
