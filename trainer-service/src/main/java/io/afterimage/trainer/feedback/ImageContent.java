package io.afterimage.trainer.feedback;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/** The files of images: in their events, or in the store under their hash. Safe for many threads. */
final class ImageContent {
    private final Store store;
    private final int mostBytes;

    /**
     * @param store holds images that do not fit an event
     * @param mostBytes largest image that is fetched
     */
    ImageContent(Store store, int mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    /** The image that an event holds, or names. */
    Found of(Reading.Event read) {
        ImageEvent event = read.event();
        Instant captured = captured(event, read.arrivedAt());
        return event.hasStoreKey()
                ? stored(event.getStoreKey(), event.getSource(), event.getContinuous(), captured)
                : new Found.Image(event.getData().toByteArray(), event.getSource(), event.getContinuous(), captured);
    }

    /** The image that the store has under a key; the rest is what else is known of it. */
    Found stored(String key, String source, boolean continuous, Instant captured) {
        try {
            return new Found.Image(store.read(Store.Kind.IMAGE, key, mostBytes), source, continuous, captured);
        } catch (StoreException e) {
            return new Found.Missing(new Rejection(reasonOf(e), Objects.requireNonNullElse(e.getMessage(), "")));
        } catch (IOException e) {
            throw new UncheckedIOException("The store failed: " + e.getMessage(), e);
        }
    }

    /** The SHA-256 of an event's image; empty where it names none that could be in the store. */
    static ByteString hashOf(ImageEvent event) {
        if (!event.hasStoreKey()) {
            return ByteString.copyFrom(Sha256.of(event.getData().asReadOnlyByteBuffer()));
        }
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(event.getStoreKey()));
        } catch (IllegalArgumentException e) {
            return ByteString.EMPTY;
        }
    }

    private static RejectionReason reasonOf(StoreException e) {
        return switch (e.reason()) {
            case MISSING -> RejectionReason.STORE_OBJECT_MISSING;
            case CHANGED -> RejectionReason.STORE_OBJECT_CHANGED;
            case TOO_LARGE -> RejectionReason.IMAGE_TOO_LARGE;
        };
    }

    private static Instant captured(ImageEvent event, long arrivedAt) {
        Timestamp at = event.getCapturedAt();
        try {
            return event.hasCapturedAt() ? Times.instant(at) : Instant.ofEpochMilli(arrivedAt);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.ofEpochMilli(arrivedAt);
        }
    }
}
