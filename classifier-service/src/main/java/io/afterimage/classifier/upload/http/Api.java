package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.upload.Admission;
import io.afterimage.classifier.upload.SourceRates;
import io.afterimage.classifier.upload.Uploads;
import io.afterimage.classifier.upload.answer.Problem;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.results.Results;
import io.afterimage.events.Topics;
import io.afterimage.model.store.Store;
import io.afterimage.service.ClientSettings;
import io.afterimage.service.Health;
import io.afterimage.service.Token;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The upload API: its parts, and its paths on a router. Close it once, after the server takes no more requests. */
public final class Api implements AutoCloseable {
    private final Supplier<Health> health;
    private final Results results;
    private final Uploads uploads;
    private final UploadHandler upload;
    private final FollowHandler follow;

    /**
     * @param health how the classifier is
     * @throws IllegalArgumentException if the configuration cannot work
     */
    public Api(ClassifierConfig config, Supplier<Health> health) {
        ClassifierConfig.Http http = config.http();
        if (http.mostHeld() < config.image().mostBytes()) {
            throw new IllegalArgumentException(
                    "afterimage.http.most-held is less than afterimage.image.most-bytes: no such image could be sent");
        }
        this.health = health;
        Map<String, Object> client = ClientSettings.of(config.bootstrapServers(), config.clientProperties());
        Topics topics = new Topics(config.topicPrefix());
        results = new Results(client, topics, http.mostFollowers(), Clock.systemUTC());
        uploads = new Uploads(
                client,
                topics,
                Store.at(config.store()),
                new SourceRates(http.sourceRate()),
                http.mostRequests(),
                results.waiters(),
                this::notReady);
        Admission admission = new Admission(http.mostRequests(), http.mostHeld());
        upload = new UploadHandler(config, Token.of(http.tokenFile()), admission, uploads, health);
        follow = new FollowHandler(results.subscriptions());
    }

    /** Why a label cannot be waited for; empty where it can. */
    private String notReady() {
        Health now = health.get();
        if (!now.ready()) {
            return "not waited, no images are classified now: " + now.reason();
        }
        return following() ? "" : "not waited, labels cannot be followed now";
    }

    /** Whether results are told as they are committed. */
    boolean following() {
        return results.following();
    }

    /** Begins to follow labels, and returns at once. */
    public void start() {
        results.start();
    }

    /** Adds the paths. What no path answers becomes a problem too. */
    public void mount(Router router) {
        route(router, "/v1/images", HttpMethod.POST, upload::handle);
        route(router, "/v1/images/:id", HttpMethod.GET, this::find);
        route(router, "/v1/labels", HttpMethod.GET, follow::handle);
        router.route().failureHandler(Api::failed);
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(exchange -> Answers.refuse(
                        exchange, Problem.of(ProblemType.PATH_UNKNOWN, "/q/openapi tells what there is")));
    }

    private static void route(Router router, String path, HttpMethod method, Consumer<RoutingContext> handler) {
        router.route(path).handler(exchange -> {
            if (exchange.request().method().equals(method)) {
                handler.accept(exchange);
            } else {
                exchange.response().putHeader(HttpHeaders.ALLOW, method.name());
                Answers.refuse(exchange, Problem.of(ProblemType.METHOD_NOT_ALLOWED, "only " + method + " is answered"));
            }
        });
    }

    private static void failed(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        Answers.fail(
                exchange,
                failure == null ? new IllegalStateException("Failed with " + exchange.statusCode()) : failure);
    }

    private void find(RoutingContext exchange) {
        String id = exchange.pathParam("id");
        var context = exchange.vertx().getOrCreateContext();
        var unused = results.find(id)
                .whenComplete((found, failure) -> context.runOnContext(now -> {
                    if (failure == null) {
                        ImageAnswers.found(exchange, id, found);
                    } else {
                        Answers.fail(exchange, failure);
                    }
                }));
    }

    /** Answers who waits, and ends the streams: the service is about to stop. */
    public void release() {
        results.waiters().forgetAll();
        follow.endAll();
    }

    @Override
    public void close() throws InterruptedException {
        uploads.close();
        results.close();
    }
}
