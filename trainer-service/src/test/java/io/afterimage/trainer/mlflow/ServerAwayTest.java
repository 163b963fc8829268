package io.afterimage.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.mlflow.FakeMlflow.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is away, deaf, endless, or does not take what it is sent. */
class ServerAwayTest extends RecordedRuns {
    ServerAwayTest(@TempDir Path folder) throws IOException {
        super(folder);
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
    void aRunThatTheServerFailsOnHoldsUpNoOther() throws Exception {
        promoted(FIRST, MODEL);
        ended(SECOND, Phase.FAILED, null, null);
        mlflow.failures.put("model/model.onnx", new Failure(500, "the disk is full"));

        Recording recording = recording(mlflow.uri());

        sent(SECOND);
        soon(() -> assertThat(recording.notice()).contains("1 run is not in MLflow yet", FIRST, "it answers 500"));
        mlflow.failures.clear();
        recording.wake();
        sent(FIRST);
    }

    @Test
    void aSecretThatCannotBeSentIsInNoMessage() throws Exception {
        credentials = Optional.of(Files.writeString(folder.resolve("credentials"), "sec\nret"));
        ended(FIRST, Phase.FAILED, null, null);

        Recording recording = recording(mlflow.uri());

        soon(() -> assertThat(recording.notice()).contains("holds no credentials"));
        assertThat(recording.notice()).doesNotContain("sec\nret", "ret:");
    }
}
