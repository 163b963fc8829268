package io.afterimage.trainer.ops;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.inside.Filters;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** {@code /v1/models/{version}/filters}: what a model looks for first. */
final class FilterRoutes {
    /** A model's file is held twice while it is read. */
    private static final long LARGEST = 64L << 20;

    private final Console console;
    private final Semaphore free = new Semaphore(1);

    FilterRoutes(Console console) {
        this.console = console;
    }

    void addTo(Routes routes) {
        routes.get("/v1/models/:version/filters", this::filters);
    }

    private Map<String, ?> filters(RoutingContext exchange) throws IOException {
        ModelHistory history = console.timeline().history();
        ModelVersion version = ModelRoutes.find(history, exchange.pathParam("version"));
        if (!free.tryAcquire()) {
            throw new Refusal(503, "BUSY", "another model is being read; ask again");
        }
        try {
            byte[] file = console.store().read(Store.Kind.MODEL, version.version(), LARGEST);
            return Map.of("filters", Filters.of(file));
        } catch (StoreException e) {
            int status = e.reason() == StoreException.Reason.TOO_LARGE ? 422 : 410;
            throw new Refusal(status, "MODEL_UNREADABLE", "the model cannot be had: " + e.getMessage());
        } catch (ModelRejectedException e) {
            throw new Refusal(422, "MODEL_UNREADABLE", "the model cannot be read: " + e.getMessage());
        } finally {
            free.release();
        }
    }
}
