package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Feedback;
import io.afterimage.service.Token;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.label.Place;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker and over HTTP: what a browser gets for an image. */
class ImageRoutesTest {
    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void anImagePastRetentionIsGoneAndTheAnswerSaysSo() throws Exception {
        byte[] image = TrainerTask.image(8);
        try (TrainerTask task = new TrainerTask(folder);
                Console console = new Console(task.config(), Optional::empty)) {
            URI server = serving(console);
            Feedback about = task.send(image).build();
            String path = "/v1/images/" + Place.of(about.getCoordinate()) + "/" + Sha256.hex(image) + "?side=";
            assertThat(get(server.resolve(path + 64)).statusCode()).isEqualTo(200);

            task.expireImages();
            HttpResponse<String> answer = get(server.resolve(path + 128));

            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .contains("\"reason\":\"IMAGE_EXPIRED\"", "\"detail\":\"the image is past retention: ");
        }
    }

    private URI serving(Console console) throws Exception {
        Router router = Router.router(vertx);
        new ImageRoutes(console.pictures(), Optional::empty).addTo(new Routes(router, Token.of(Optional.empty())));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
