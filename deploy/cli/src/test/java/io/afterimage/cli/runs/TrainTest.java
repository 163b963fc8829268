package io.afterimage.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.afterimage.cli.Afterimage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a trainer that answers what it was told to. */
class TrainTest {
    private static final String BEGUN = "{\"run\":\"r1\",\"preset\":\"head\",\"phase\":\"preparing\",\"verdict\":null}";
    private static final String TRAINING =
            "{\"run\":\"r1\",\"phase\":\"training\",\"verdict\":null,\"progress\":{\"stage\":\"head\","
                    + "\"done\":3,\"of\":40,\"training_loss\":0.5,\"validation_loss\":0.25,\"eta_seconds\":7.4}}";
    private static final String DONE =
            "{\"run\":\"r1\",\"preset\":\"head\",\"examples\":60,\"classes\":2,\"validation\":20,\"test\":20,"
                    + "\"accuracy\":0.95,\"macro_f1\":0.94,\"seconds\":12.5,\"verdict\":\"promoted\",\"reason\":\"better\",\"version\":\"ab\","
                    + "\"phase\":\"done\"}";

    private static final String STARTING = "{\"reason\":\"NOT_READY\",\"detail\":\"the trainer starts\"}";

    private static final String NONE = "{\"runs\":[]}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> calls = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private int status = 200;
    private HttpServer trainer;
    private Path token;

    @BeforeEach
    void start() throws IOException {
        token = Files.writeString(folder.resolve("token"), "secret\n");
        trainer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trainer.createContext("/", this::answer);
        trainer.start();
    }

    @AfterEach
    void stop() {
        trainer.stop(0);
    }

    @Test
    void waitingShowsEpochsAndEndsWithOneLine() throws Exception {
        answers.addAll(List.of(NONE, BEGUN, TRAINING, TRAINING, DONE));
        assertThat(run("train", "--preset", "head", "--seed", "5", "--wait", "--json"))
                .isZero();
        assertThat(calls.get(1)).isEqualTo("POST /v1/runs Bearer secret {\"preset\":\"head\",\"seed\":5}");
        assertThat(err.toString().lines())
                .containsExactly("head: epoch 3 of 40, loss 0.5000, validation 0.2500, at most 7 s left");
        JsonNode line = new ObjectMapper().readTree(out.toString());
        List<String> keys = new ArrayList<>();
        line.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "run",
                        "preset",
                        "examples",
                        "classes",
                        "validation",
                        "test",
                        "accuracy",
                        "macro_f1",
                        "seconds",
                        "verdict",
                        "reason",
                        "version");
        assertThat(line.path("accuracy").asDouble()).isEqualTo(.95);
        assertThat(line.path("examples").asInt()).isEqualTo(60);
    }

    @Test
    void aTrainerThatStartsAgainMeanwhileIsWaitedFor() {
        answers.addAll(List.of(NONE, BEGUN, TRAINING, STARTING, DONE));
        assertThat(run("train", "--wait")).isZero();
        assertThat(out.toString()).contains("promoted");
    }

    @Test
    void aFailedRunIsAFailure() {
        answers.addAll(List.of(NONE, BEGUN, DONE.replace("promoted", "failed")));
        assertThat(run("train", "--wait")).isOne();
        assertThat(out.toString()).contains("failed: better");
    }

    @Test
    void waitingBeginsAfterTheRunInProgress() {
        String other = TRAINING.replace("r1", "r0");
        answers.addAll(List.of(
                "{\"runs\":[" + other + "]}",
                other,
                DONE.replace("r1", "r0").replace("promoted", "rejected"),
                BEGUN,
                DONE));
        assertThat(run("train", "--wait")).isZero();
        assertThat(err.toString()).contains("Run r0 is in progress", "rejected");
        assertThat(out.toString()).contains("promoted");
        assertThat(calls.get(3)).startsWith("POST /v1/runs");
    }

    @Test
    void withoutWaitingItSaysWhichRunBegan() {
        answers.add(BEGUN);
        assertThat(run("train")).isZero();
        assertThat(out.toString()).contains("r1", "preparing");
        assertThat(calls).hasSize(1);
    }

    @Test
    void aRefusalIsOneLine() {
        status = 409;
        answers.add("{\"reason\":\"RUN_IN_PROGRESS\",\"detail\":\"run r0 is in progress\"}");
        assertThat(run("train")).isOne();
        assertThat(err.toString().lines()).containsExactly("afterimage: The trainer refuses: run r0 is in progress.");
    }

    @Test
    void runsAreListedAndCancelled() {
        answers.add("{\"runs\":[" + DONE + "," + BEGUN + "]}");
        assertThat(run("runs", "list")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        answers.add(BEGUN);
        assertThat(run("runs", "cancel", "r1")).isZero();
        assertThat(calls.get(1)).startsWith("POST /v1/runs/r1/cancel Bearer secret");
    }

    @Test
    void withoutATrainerItSaysHowToStartOne() {
        int code = execute("train", "--data", folder.resolve("none").toString());
        assertThat(code).isOne();
        assertThat(err.toString()).contains("afterimage up");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--trainer", "http://127.0.0.1:" + trainer.getAddress().getPort()));
        all.addAll(List.of("--token-file", token.toString()));
        return execute(all.toArray(new String[0]));
    }

    private int execute(String... arguments) {
        CommandLine command = Afterimage.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String secret = exchange.getRequestHeaders().getFirst("Authorization");
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (secret == null ? "" : " " + secret + " " + body));
        String next = answers.remove();
        byte[] answer = next.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.equals(STARTING) ? 503 : status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
