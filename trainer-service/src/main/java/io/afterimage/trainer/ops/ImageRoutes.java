package io.afterimage.trainer.ops;

import io.afterimage.events.Rejection;
import io.afterimage.model.image.Thumbnail;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.picture.Pictures;
import io.afterimage.trainer.picture.PicturesBusyException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/images} and {@code /v1/examples}: images as people may see them. */
final class ImageRoutes {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int USUAL_SIDE = 320;

    private final Pictures pictures;
    private final Supplier<Optional<DataSet>> dataSet;

    /** @param dataSet of the elected trainer; empty for any other */
    ImageRoutes(Pictures pictures, Supplier<Optional<DataSet>> dataSet) {
        this.pictures = pictures;
        this.dataSet = dataSet;
    }

    void addTo(Routes routes) {
        routes.picture("/v1/images/:place/:sha256", this::image);
        routes.picture("/v1/examples/:sha256/image", this::example);
    }

    private byte[] image(RoutingContext exchange) {
        Place place = Optional.ofNullable(exchange.pathParam("place"))
                .flatMap(Place::parse)
                .orElseThrow(() -> Parameters.invalid("the place is PARTITION-OFFSET, such as 3-1700"));
        String sha256 = sha256(exchange.pathParam("sha256"));
        int side = side(exchange);
        return made(() -> pictures.at(place, sha256, side));
    }

    private byte[] example(RoutingContext exchange) {
        String sha256 = sha256(exchange.pathParam("sha256"));
        DataSet examples = holding(sha256, dataSet.get());
        int side = side(exchange);
        return made(() -> pictures.of(sha256, () -> examples.image(sha256), side));
    }

    /** The data set, in which an example must be. */
    static DataSet holding(String sha256, Optional<DataSet> elected) {
        DataSet examples = elected.orElseThrow(NotElected::refusal);
        if (examples.find(sha256).isEmpty()) {
            throw new Refusal(404, "EXAMPLE_UNKNOWN", "there is no such example");
        }
        return examples;
    }

    private static byte[] made(Supplier<Thumbnail> maker) {
        try {
            Thumbnail thumbnail = maker.get();
            if (thumbnail instanceof Thumbnail.Made made) {
                return made.jpeg();
            }
            throw refusal(((Thumbnail.Rejected) thumbnail).rejection());
        } catch (PicturesBusyException e) {
            throw new Refusal(503, "BUSY", String.valueOf(e.getMessage()));
        }
    }

    /** That an image is not to be had. */
    static Refusal refusal(Rejection rejection) {
        int status =
                switch (rejection.reason()) {
                    case IMAGE_EXPIRED, STORE_OBJECT_MISSING -> 410;
                    case IMAGE_CHANGED, STORE_OBJECT_CHANGED -> 409;
                    case IMAGE_UNKNOWN -> 404;
                    default -> 422;
                };
        return new Refusal(status, rejection.reason().name(), rejection.detail());
    }

    /** A hash, as a path has it. */
    static String sha256(@Nullable String sha256) {
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw Parameters.invalid("the hash is 64 lower-case hexadecimal digits");
        }
        return sha256;
    }

    private static int side(RoutingContext exchange) {
        return Parameters.number(exchange, "side", Pictures.SMALLEST_SIDE, Pictures.LARGEST_SIDE, USUAL_SIDE);
    }
}
