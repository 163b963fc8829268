package io.afterimage.trainer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.service.Token;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {
    private static final String SECRET = "a secret of some length";

    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLongBodyIsTakenThoughCurlCallsItAForm() throws Exception {
        Router router = Router.router(vertx);
        Token token = Token.of(Optional.of(Files.writeString(folder.resolve("token"), SECRET)));
        new Routes(router, token)
                .post("/v1/said", exchange -> Map.of("bytes", exchange.body().length()));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        String body = "{\"text\": \"a=b&" + "c".repeat(20_000) + "\"}";

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/said"))
                                .header("Authorization", "Bearer " + SECRET)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"bytes\":" + body.length() + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
