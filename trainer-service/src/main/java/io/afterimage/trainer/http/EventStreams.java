package io.afterimage.trainer.http;

import io.afterimage.trainer.stream.Broadcast;
import io.afterimage.trainer.stream.TooManyReadersException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves broadcasts as server-sent events, until the reader leaves or the service stops. */
public final class EventStreams {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();

    /** Answers one reader, on the event loop. */
    void serve(RoutingContext exchange, Broadcast broadcast) {
        try {
            begin(exchange, broadcast);
        } catch (TooManyReadersException e) {
            Answers.refuse(exchange, new Refusal(503, "TOO_MANY_READERS", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            Answers.fail(exchange, e);
        }
    }

    private void begin(RoutingContext exchange, Broadcast broadcast) {
        HttpServerResponse response = exchange.response();
        EventWriter writer = new EventWriter(response, exchange.vertx().getOrCreateContext(), broadcast);
        long heartbeat = exchange.vertx().setPeriodic(HEARTBEAT.toMillis(), now -> writer.beat());
        open.add(exchange);
        exchange.addEndHandler(ended -> {
            exchange.vertx().cancelTimer(heartbeat);
            writer.end();
            open.remove(exchange);
        });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies would otherwise hold events back.
                .putHeader("X-Accel-Buffering", "no");
        writer.beat();
    }

    /** Ends all streams, so that the service can stop: none would end by itself. */
    public void endAll() {
        open.forEach(exchange -> exchange.response().end());
    }
}
