package io.afterimage.classifier.upload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestTask;
import io.afterimage.service.Health;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break off, dawdle, lie or want too much. No model is live: an image is accepted all the same. */
@Tag("broker")
class HostileClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] RED = TestImages.png(Color.RED);
    private static final int LIMIT = 100_000;

    @TempDir
    private static Path folder;

    private static TestTask task;

    /** Of those tests that need no configuration of their own. */
    private static ApiServer usual;

    private ApiServer api;

    @BeforeAll
    static void start() {
        task = TestTask.create(TestBroker.shared().bootstrapServers(), folder);
        usual = server(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        usual.close();
        task.close();
    }

    @BeforeEach
    void takeTheUsual() {
        api = usual;
    }

    @AfterEach
    void stopItsOwn() throws Exception {
        if (api != usual) {
            api.close();
        }
    }

    @Test
    void whileNoModelIsLiveAnImageIsAcceptedButNotWaitedFor() throws Exception {
        Http.Answer accepted = send("/v1/images?wait=30s", RED);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("remark")).contains("no images are classified now: no model is live");
    }

    @Test
    void aConnectionThatIsCutLeavesNoPlaceTaken() throws Exception {
        serve(Map.of("afterimage.http.most-requests", "1"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            write(socket, Http.head("/v1/images", "Content-Length: 1000"), new byte[500]);
            await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 429);
        }

        await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 202);
    }

    @Test
    void aSlowBodyIsCutOffInTime() throws Exception {
        serve(Map.of("afterimage.http.body-time", "300ms"));

        String answer = Http.raw(api.port(), Http.head("/v1/images", "Content-Length: 1000"), new byte[500]);

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("BODY_TOO_SLOW");
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedBeforeItComes() throws Exception {
        String answer = Http.raw(api.port(), Http.head("/v1/images", "Content-Length: 99999999999"), new byte[0]);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("BODY_TOO_LARGE");
    }

    @Test
    void aClientThatAsksFirstIsToldNotToSend() throws Exception {
        String answer = Http.raw(
                api.port(),
                Http.head("/v1/images", "Content-Length: 99999999999", "Expect: 100-continue"),
                new byte[0]);

        assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
    }

    @Test
    void aBodyOfNoAnnouncedLengthIsRefusedWhereItPassesTheLimit() throws Exception {
        byte[] chunk = ("20000\r\n" + "x".repeat(0x20000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

        String answer = Http.raw(api.port(), Http.head("/v1/images", "Transfer-Encoding: chunked"), chunk);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("BODY_TOO_LARGE");
    }

    @Test
    void aFormIsBoundToo() throws Exception {
        assertThat(Http.send(Http.form(api.uri("/v1/images"), "source", "form", new byte[LIMIT + 1]))
                        .status())
                .isEqualTo(413);
        assertThat(Http.send(Http.form(api.uri("/v1/images"), "source", "form", new byte[3 * LIMIT]))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void moreBytesThanAnnouncedAreNotTakenForTheImage() throws Exception {
        byte[] twice = new byte[2 * RED.length];
        System.arraycopy(RED, 0, twice, 0, RED.length);

        String answer = Http.raw(api.port(), Http.head("/v1/images", "Content-Length: " + RED.length), twice);

        assertThat(answer).startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: -5", "Content-Length: many", "Content-Length: 5\r\nContent-Length: 6"})
    void aLengthThatIsNoneIsRefused(String length) throws Exception {
        assertThat(Http.raw(api.port(), Http.head("/v1/images", length, "Connection: close"), RED))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void imagesThatTogetherNeedTooMuchMemoryAreToldToComeAgain() throws Exception {
        serve(Map.of("afterimage.http.most-held", Integer.toString(LIMIT)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            write(socket, Http.head("/v1/images", "Content-Length: " + LIMIT), new byte[10]);

            await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 503);
            assertThat(send("/v1/images", RED).text("reason")).isEqualTo("MEMORY_FULL");
            assertThat(send("/v1/images", RED).header("Retry-After")).isEqualTo("1");
        }

        await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 202);
    }

    @Test
    void aSourceThatSendsTooFastIsToldSoAndOthersAreNot() throws Exception {
        serve(Map.of("afterimage.http.source-rate", "1"));
        assertThat(send("/v1/images?source=fast", RED).status()).isEqualTo(202);

        await().atMost(PATIENCE)
                .until(() -> send("/v1/images?source=fast", RED).text("reason").equals("SOURCE_TOO_FAST"));
        assertThat(send("/v1/images?source=calm", RED).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/images, 405, METHOD_NOT_ALLOWED",
        "DELETE, /v1/labels, 405, METHOD_NOT_ALLOWED",
        "GET, /nothing, 404, PATH_UNKNOWN",
        "GET, /v1/images/../../etc/passwd, 404, PATH_UNKNOWN",
        "GET, /v1/images/42, 400, ID_INVALID",
        "GET, /v1/images/0198C0DE-0000-7000-8000-000000000001, 400, ID_INVALID",
        "GET, /v1/images/0190c0de-0000-7000-8000-000000000001, 404, IMAGE_UNKNOWN",
        "GET, /v1/images/ffffffff-ffff-7000-8000-000000000001, 404, IMAGE_UNKNOWN",
        "GET, /v1/labels?source=%00, 400, PARAMETER_INVALID",
        "GET, /v1/labels?colour=red, 400, PARAMETER_INVALID",
    })
    void whatIsNotThereIsAProblemToo(String method, String path, int status, String reason) throws Exception {
        Http.Answer refused = Http.send(HttpRequest.newBuilder(api.uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("reason")).isEqualTo(reason);
        assertThat(refused.body().path("status").asInt()).isEqualTo(status);
    }

    @Test
    void ofAnIdJustMadeItIsOnlySaidThatNothingIsKnownYet() throws Exception {
        Http.Answer accepted = send("/v1/images", RED);

        Http.Answer pending = Http.get(api.uri(accepted.header("Location")));

        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.text("state")).isEqualTo("pending");
    }

    @Test
    void whileTheBrokerIsAwayNothingIsAcceptedAndAfterwardsItIs() throws Exception {
        try (TestBroker own = TestBroker.start();
                TestTask alone = TestTask.create(own.bootstrapServers(), folder)) {
            api = new ApiServer(
                    alone.config(Map.of("afterimage.patience", "4s")), () -> new Health(true, true, true, ""));
            await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 202);

            own.process().stop();
            Http.Answer refused = send("/v1/images", RED);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("reason")).isEqualTo("BROKERS_AWAY");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            own.process().start();

            await().atMost(PATIENCE).until(() -> send("/v1/images", RED).status() == 202);
        }
    }

    private void serve(Map<String, String> more) {
        api = server(more);
    }

    private static ApiServer server(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("afterimage.image.most-bytes", Integer.toString(LIMIT));
        return new ApiServer(task.config(all), () -> new Health(true, true, false, "no model is live"));
    }

    private Http.Answer send(String target, byte[] image) throws Exception {
        return Http.send(Http.upload(api.uri(target), image).build());
    }

    private static void write(Socket socket, String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
