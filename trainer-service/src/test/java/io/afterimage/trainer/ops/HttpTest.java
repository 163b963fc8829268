package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service under Quarkus while no broker is there: it is up, and its HTTP interface says what it waits for. */
@QuarkusTest
@TestProfile(HttpTest.NoBroker.class)
class HttpTest {
    /** Nothing listens on port 1. */
    public static final class NoBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("afterimage.bootstrap-servers", "127.0.0.1:1", "quarkus.http.test-port", "0");
        }
    }

    @TestHTTPResource("/")
    URI root;

    @Test
    void withoutABrokerItIsLiveNotStartedAndSaysSo() throws Exception {
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/started").statusCode()).isEqualTo(503);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/q/metrics").body()).contains("afterimage_trainer_ready 0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 200",
        "localhost, http://localhost:9095, 200",
        "evil.example, , 403",
        "localhost, http://evil.example, 403",
        "localhost, null, 403",
    })
    void onlyAllowedHostsAndOriginsAreAnswered(String host, String origin, int status) throws Exception {
        assertThat(status(host, origin)).isEqualTo(status);
    }

    @Test
    void whoDoesNotWorkSaysSoWhenAskedForRuns() throws Exception {
        HttpResponse<String> answer = get("/v1/runs");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"reason\":\"NOT_ELECTED\"");
    }

    @Test
    void whatThereIsNotIsAProblem() throws Exception {
        HttpResponse<String> answer = get("/v1/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"reason\":\"PATH_UNKNOWN\"");
    }

    @Test
    void theConsoleSaysWhatIsWrongThoughNoBrokerIsThere() throws Exception {
        HttpResponse<String> live = get("/v1/live");

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).contains("\"word\":\"bad\"", "nothing new is seen");
        assertThat(get("/v1/review").body()).contains("\"waiting\":0");
        assertThat(get("/v1/classes").body()).contains("\"reason\":\"NOT_ELECTED\"");
        assertThat(get("/v1/openapi.json").body()).contains("/v1/review/take");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/images/1/00",
                "/v1/images/..%2F..%2Fetc/passwd",
                "/v1/images/1-1/0000000000000000000000000000000000000000000000000000000000000000?side=9999",
                "/v1/grid",
                "/v1/grid?class=cat&most=1000",
                "/v1/review/answers?most=many"
            })
    void whatIsAskedForWronglyIsAProblem(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"reason\":\"PARAMETER_INVALID\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/feedback", "/v1/review/take", "/v1/models/promote", "/v1/classes/rename"})
    void whatChangesSomethingNeedsAToken(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"reason\":\"CHANGES_DISABLED\"");
    }

    @Test
    void aStreamOfEventsBeginsAtOnceAndTellsHowThingsAre() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve("/v1/live/stream")).build();
        try (Stream<String> lines = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            assertThat(lines.filter(line -> line.startsWith("event: ")).findFirst())
                    .contains("event: summary");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** By hand, since Java's client lets nobody set Host. */
    private int status(String host, String origin) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET /q/health/live HTTP/1.1\r\nHost: " + host + "\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n")
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String statusLine = answer.readLine();
            return Integer.parseInt(statusLine.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }
}
