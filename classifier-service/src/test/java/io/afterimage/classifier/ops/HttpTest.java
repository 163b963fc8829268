package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.upload.answer.ProblemType;
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
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service under Quarkus while no broker is there: it is up, and its HTTP interface says what it waits for. */
@QuarkusTest
@Isolated // Quarkus sets properties of the whole process.
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
    void withoutABrokerItIsLiveNotStartedAndSaysWhatItWaitsFor() throws Exception {
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> started = get("/q/health/started");
        assertThat(started.statusCode()).isEqualTo(503);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 200",
        "localhost, , 200",
        "localhost, http://localhost:9094, 200",
        "evil.example, , 403",
        "localhost, http://evil.example, 403",
        "localhost, null, 403",
        "localhost, http://localhost.evil.example, 403",
    })
    void onlyAllowedHostsAndOriginsAreAnswered(String host, String origin, int status) throws Exception {
        assertThat(status(host, origin)).isEqualTo(status);
    }

    @Test
    void metricsAreThereBeforeAnyBrokerAndNameNothingThatAStrangerAskedFor() throws Exception {
        assertThat(get("/stranger").statusCode()).isEqualTo(404);
        assertThat(status("stranger.example", "http://stranger.example")).isEqualTo(403);

        HttpResponse<String> metrics = get("/q/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("afterimage_ready 0.0").doesNotContain("stranger");
    }

    @Test
    void whatIsRefusedIsAProblemWhoeverRefusesIt() throws Exception {
        HttpResponse<String> upload = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(root.resolve("/v1/images"))
                                .POST(HttpRequest.BodyPublishers.ofString("abc"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertProblem(upload, 403, "UPLOAD_DISABLED");
        assertThat(upload.body()).contains("afterimage.http.token-file");
        assertProblem(get("/nothing"), 404, "PATH_UNKNOWN");
        assertProblem(get("/q/nothing"), 404, "PATH_UNKNOWN");
        assertProblem(get("/v1/images/42"), 400, "ID_INVALID");
    }

    @Test
    void theInterfaceIsDescribedWithEveryProblemThatItKnows() throws Exception {
        HttpResponse<String> document = get("/q/openapi");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body()).contains("/v1/images/{id}", "/v1/labels", "operationId: uploadImage");
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::urn))
                .allSatisfy(urn -> assertThat(document.body()).containsPattern("- " + urn + "\\n"));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String reason) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"reason\":\"" + reason + "\"");
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
