package io.afterimage.classifier.upload.http;

import static org.awaitility.Awaitility.await;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.service.Health;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The API on a server of its own, without Quarkus. */
final class ApiServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Api api;
    private final HttpServer server;

    ApiServer(ClassifierConfig config, Supplier<Health> health) {
        api = new Api(config, health);
        Router router = Router.router(vertx);
        api.mount(router);
        server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setMaxFormAttributeSize(16 * 1024));
        try {
            server.requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        api.start();
    }

    void awaitFollowing() {
        await().atMost(Duration.ofSeconds(60)).until(api::following);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws Exception {
        api.release();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        api.close();
    }
}
