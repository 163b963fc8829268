package io.afterimage.trainer.ops;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Sha256;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.inside.Inside;
import io.afterimage.trainer.inside.InsideFields;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.picture.PicturesBusyException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/inside} and {@code /v1/models/{version}/filters}: what a model sees, and where. */
final class InsideRoutes {
    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;

    /** @param dataSet of the elected trainer; empty for any other */
    InsideRoutes(Console console, Supplier<Optional<DataSet>> dataSet) {
        this.console = console;
        this.dataSet = dataSet;
    }

    /** An image's own file, and the address of what people may see of it. */
    private record Original(byte[] file, String address) {}

    /** Something that reads a model. */
    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read() throws IOException, StoreException, ModelRejectedException;
    }

    void addTo(Routes routes) {
        routes.get("/v1/inside/:image", this::inside);
        routes.get("/v1/models/:version/filters", this::filters);
    }

    private Map<String, ?> inside(RoutingContext exchange) throws IOException {
        ModelVersion version = version(Objects.requireNonNullElse(Parameters.text(exchange, "version"), "live"));
        String wanted = Parameters.text(exchange, "class");
        if (wanted != null && !version.labels().contains(wanted)) {
            throw new Refusal(404, "CLASS_UNKNOWN", "the version knows no such class");
        }
        Original image = original(exchange.pathParam("image"));
        Inside inside = read(() -> console.microscope().look(version.version(), image.file(), wanted));
        if (inside instanceof Inside.Seen seen) {
            return InsideFields.of(image.address(), seen);
        }
        throw ImageRoutes.refusal(((Inside.Rejected) inside).rejection());
    }

    private Map<String, ?> filters(RoutingContext exchange) throws IOException {
        ModelVersion version = version(exchange.pathParam("version"));
        return Map.of("filters", read(() -> console.microscope().filters(version.version())));
    }

    private ModelVersion version(@Nullable String text) {
        ModelHistory history = console.timeline().history();
        return ModelRoutes.find(history, text);
    }

    private Original original(@Nullable String name) {
        Optional<Place> place = Optional.ofNullable(name).flatMap(Place::parse);
        return place.isPresent() ? original(place.get()) : example(ImageRoutes.sha256(name));
    }

    private Original original(Place place) {
        try {
            Found found = console.pictures().original(place);
            if (found instanceof Found.Image image) {
                return new Original(image.bytes(), "/v1/images/" + place + "/" + Sha256.hex(image.bytes()));
            }
            throw ImageRoutes.refusal(
                    found instanceof Found.Missing missing
                            ? missing.rejection()
                            : new Rejection(RejectionReason.IMAGE_UNKNOWN, "no image stands there"));
        } catch (PicturesBusyException e) {
            throw new Refusal(503, "BUSY", String.valueOf(e.getMessage()));
        }
    }

    private Original example(String sha256) {
        byte[] file = ImageRoutes.holding(sha256, dataSet.get()).image(sha256);
        return new Original(file, "/v1/examples/" + sha256 + "/image");
    }

    private static <T> T read(Reading<T> reading) throws IOException {
        try {
            return reading.read()
                    .orElseThrow(() -> new Refusal(503, "BUSY", "another model is being looked into; ask again"));
        } catch (StoreException e) {
            int status = e.reason() == StoreException.Reason.TOO_LARGE ? 422 : 410;
            throw new Refusal(status, "MODEL_UNREADABLE", "the model cannot be had: " + e.getMessage());
        } catch (ModelRejectedException e) {
            throw new Refusal(422, "MODEL_UNREADABLE", "the model cannot be read: " + e.getMessage());
        }
    }
}
