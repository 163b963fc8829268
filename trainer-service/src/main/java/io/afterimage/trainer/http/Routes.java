package io.afterimage.trainer.http;

import io.afterimage.service.Token;
import io.afterimage.trainer.stream.Broadcast;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds paths to a router. A handler runs on a worker thread, so it may wait; what it returns is the JSON answer, and a
 * {@link Refusal} that it throws becomes a problem.
 */
public final class Routes {
    private static final int MOST_BODY_BYTES = 64 * 1024;
    /** Before the paths of which they are a case. */
    private static final int FIRST = -1;

    private final Router router;
    private final Token token;
    /** Each method and path, for who holds a description against them. */
    private final List<String> added = new ArrayList<>();

    /** @param token what a call that changes something must bring */
    public Routes(Router router, Token token) {
        this.router = router;
        this.token = token;
    }

    /** What was added so far: method and path, such as {@code GET /v1/runs/:run}. */
    public List<String> added() {
        return List.copyOf(added);
    }

    /** Answers one request; the map's keys and values, in order, are the JSON object. */
    @FunctionalInterface
    public interface Handler {
        Map<String, ?> answer(RoutingContext exchange) throws Exception;
    }

    /** Answers one request with a JSON array. */
    @FunctionalInterface
    public interface ListHandler {
        List<?> answer(RoutingContext exchange) throws Exception;
    }

    /** Gives one picture. */
    @FunctionalInterface
    public interface PictureHandler {
        byte[] picture(RoutingContext exchange) throws Exception;
    }

    /** Answers one request by itself. */
    @FunctionalInterface
    private interface Answering {
        void answer(RoutingContext exchange) throws Exception;
    }

    /** A path that only tells something. */
    public void get(String path, Handler handler) {
        add(route(HttpMethod.GET, path), exchange -> Answers.give(exchange, 200, handler.answer(exchange)));
    }

    /** A path that only tells something, as a JSON array. */
    public void list(String path, ListHandler handler) {
        add(route(HttpMethod.GET, path), exchange -> Answers.give(exchange, 200, handler.answer(exchange)));
    }

    /** A path that gives a JPEG file that never changes. */
    public void picture(String path, PictureHandler handler) {
        add(route(HttpMethod.GET, path), exchange -> Answers.picture(exchange, handler.picture(exchange)));
    }

    /** A path that gives events for as long as its reader stays. */
    public void events(String path, EventStreams streams, Broadcast broadcast) {
        route(HttpMethod.GET, path).order(FIRST).handler(exchange -> streams.serve(exchange, broadcast));
    }

    /** A path that changes something: it needs the token. The body, at most 64 kB, is read before the handler runs. */
    public void post(String path, Handler handler) {
        post(path, MOST_BODY_BYTES, handler);
    }

    /**
     * A path that changes something, with a body of another size: it needs the token.
     *
     * @param mostBytes of the body
     */
    public void post(String path, int mostBytes, Handler handler) {
        // Of two routes, since Vert.x takes no body handler behind another one on the same.
        router.route(HttpMethod.POST, path).handler(this::authorize).handler(Routes::takeForJson);
        router.route(HttpMethod.POST, path).handler(BodyHandler.create(false).setBodyLimit(mostBytes));
        add(route(HttpMethod.POST, path), exchange -> Answers.give(exchange, 200, handler.answer(exchange)));
    }

    /** What no path answers becomes a problem too. Call it once, whatever else is added. */
    public void refuseTheRest() {
        router.route().failureHandler(Routes::failed);
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(exchange ->
                        Answers.refuse(exchange, new Refusal(404, "PATH_UNKNOWN", "there is no such path or method")));
    }

    private Route route(HttpMethod method, String path) {
        added.add(method.name() + " " + path);
        return router.route(method, path);
    }

    private void authorize(RoutingContext exchange) {
        switch (token.check(exchange.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            case RIGHT -> exchange.next();
            case WRONG ->
                Answers.refuse(
                        exchange, new Refusal(401, "TOKEN_WRONG", "send the header Authorization: Bearer TOKEN"));
            case NONE_SET ->
                Answers.refuse(
                        exchange,
                        new Refusal(
                                403,
                                "CHANGES_DISABLED",
                                "set afterimage.http.token-file to a file with a secret to switch them on"));
        }
    }

    /** Whatever it is called: as the form that {@code curl -d} says it is, it could be no longer than a form's field. */
    private static void takeForJson(RoutingContext exchange) {
        exchange.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        exchange.next();
    }

    private static void add(Route route, Answering handler) {
        route.blockingHandler(
                exchange -> {
                    try {
                        handler.answer(exchange);
                    } catch (Exception e) {
                        Answers.fail(exchange, e);
                    }
                },
                false);
    }

    private static void failed(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        Answers.fail(
                exchange,
                failure == null ? new IllegalStateException("Failed with " + exchange.statusCode()) : failure);
    }
}
