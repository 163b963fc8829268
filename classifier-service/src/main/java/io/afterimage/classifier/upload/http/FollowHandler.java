package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.classifier.upload.results.Subscriptions;
import io.afterimage.events.ImageEvents;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /v1/labels}: labels as server-sent events. */
final class FollowHandler {
    private static final int MOST_SOURCES = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Subscriptions subscriptions;
    private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();

    FollowHandler(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void handle(RoutingContext exchange) {
        try {
            follow(exchange, sources(exchange.queryParams()));
        } catch (RuntimeException e) {
            Answers.fail(exchange, e);
        }
    }

    private void follow(RoutingContext exchange, Set<String> sources) {
        HttpServerResponse response = exchange.response();
        Follower follower = new Follower(response, exchange.vertx().getOrCreateContext(), subscriptions, sources);
        long heartbeat = exchange.vertx().setPeriodic(HEARTBEAT.toMillis(), now -> follower.beat());
        open.add(exchange);
        exchange.addEndHandler(ended -> {
            exchange.vertx().cancelTimer(heartbeat);
            subscriptions.remove(follower.subscription());
            open.remove(exchange);
        });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies would otherwise hold events back.
                .putHeader("X-Accel-Buffering", "no");
        follower.beat();
    }

    private static Set<String> sources(MultiMap query) {
        Set<String> sources = Set.copyOf(query.getAll("source"));
        if (!Set.of("source").containsAll(query.names())) {
            throw new RefusedException(ProblemType.PARAMETER_INVALID, "only source may be given");
        }
        if (sources.size() > MOST_SOURCES || !sources.stream().allMatch(ImageEvents::isSource)) {
            throw new RefusedException(
                    ProblemType.PARAMETER_INVALID,
                    "source: at most " + MOST_SOURCES + " of 1 to " + ImageEvents.LONGEST_SOURCE
                            + " characters, without control characters");
        }
        return sources;
    }

    /** Ends all streams, so that the service can stop. */
    void endAll() {
        open.forEach(exchange -> exchange.response().end());
    }
}
