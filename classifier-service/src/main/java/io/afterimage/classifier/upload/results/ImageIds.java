package io.afterimage.classifier.upload.results;

import io.afterimage.events.ImageEvents;
import java.time.Instant;
import java.util.Optional;

/** The time inside an image's id (RFC 9562, UUID version 7). Pure. */
final class ImageIds {
    private static final int TIME_DIGITS = 12;

    private ImageIds() {}

    /** When the id was made, by its maker's clock; empty if it is no UUIDv7 in lower-case text form. */
    static Optional<Instant> time(String id) {
        return ImageEvents.isId(id)
                ? Optional.of(
                        Instant.ofEpochMilli(Long.parseLong(id.replace("-", "").substring(0, TIME_DIGITS), 16)))
                : Optional.empty();
    }
}
