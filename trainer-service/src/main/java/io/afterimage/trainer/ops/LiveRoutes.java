package io.afterimage.trainer.ops;

import io.afterimage.events.ImageEvents;
import io.afterimage.trainer.http.EventStreams;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Routes;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code /v1/live}: what happens now. */
final class LiveRoutes {
    private final Console console;
    private final EventStreams streams;

    LiveRoutes(Console console, EventStreams streams) {
        this.console = console;
        this.streams = streams;
    }

    void addTo(Routes routes) {
        routes.get("/v1/live", exchange -> console.live().whole());
        routes.events("/v1/live/stream", streams, console.liveReaders());
        routes.get("/v1/live/sources/:source", this::filmstrip);
        routes.events("/v1/runs/stream", streams, console.runReaders());
    }

    private Map<String, ?> filmstrip(RoutingContext exchange) {
        String source = exchange.pathParam("source");
        if (source == null || !ImageEvents.isSource(source)) {
            throw Parameters.invalid("source: no source can be called so");
        }
        return console.live().filmstrip(source);
    }
}
