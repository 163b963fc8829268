package io.afterimage.trainer.feedback;

import com.google.protobuf.ByteString;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images that feedback is about: where its coordinate says, or in the store under its hash, and only if the hash
 * is the one that it names. For one thread.
 */
public final class ImageFinder {
    /** Where feedback names neither event nor source. */
    static final String NO_SOURCE = "feedback";

    private final CoordinateReader reader;
    private final Supplier<String> imagesUuid;
    private final ImageContent content;

    /**
     * @param imagesUuid asks for Kafka's id of the images topic as it is now
     * @param store holds images that do not fit an event
     * @param mostBytes largest image that is fetched
     */
    public ImageFinder(CoordinateReader reader, Supplier<String> imagesUuid, Store store, int mostBytes) {
        this.reader = reader;
        this.imagesUuid = imagesUuid;
        content = new ImageContent(store, mostBytes);
    }

    /**
     * What became of the image of each of these, from the first one on, until the images found have so many bytes. Each has to name it rightly by itself, also where it is known already:
     * what follows from feedback must not hang on what others have said, or on which of it comes in one batch.
     *
     * @param wanted feedback that is not bare, in the order in which it is counted
     * @param known whether an image, by its hash, need not be fetched
     * @param enough bytes after which no further one is looked for, from 1
     * @return of the first of them, at least one unless none is wanted
     */
    public Map<Said, Found> find(List<Said> wanted, Predicate<String> known, long enough) {
        Map<Coordinate, Reading> readings = readings(wanted);
        Map<String, Found> images = new HashMap<>();
        Map<Said, Found> found = new HashMap<>();
        long bytes = 0;
        for (Said said : wanted) {
            if (bytes >= enough) {
                break;
            }
            // Without one it would read as an empty one, which another may have sent.
            Reading reading = said.feedback().hasCoordinate()
                    ? readings.get(said.feedback().getCoordinate())
                    : null;
            Found before = known.test(said.sha256()) ? new Found.Known() : images.get(said.sha256());
            Found one = before != null ? confirmed(before, reading, said) : find(reading, said);
            if (one instanceof Found.Image image) {
                bytes += images.put(said.sha256(), one) == null ? image.bytes().length : 0;
            }
            found.put(said, one);
        }
        return found;
    }

    /** What is known, unless this names it wrongly; what stood there and can no longer be read speaks neither way. */
    private static Found confirmed(Found known, @Nullable Reading reading, Said said) {
        if (reading instanceof Reading.Missing missing) {
            return new Found.Missing(missing.rejection());
        }
        Rejection mismatch = reading instanceof Reading.Event read ? mismatch(read.event(), said) : null;
        return mismatch == null ? known : new Found.Missing(mismatch);
    }

    /** The image at a coordinate in the images topic as it is now, whichever it is. */
    public Found find(Coordinate at) {
        Reading reading = reading(at);
        return reading instanceof Reading.Event read ? content.of(read) : missing(reading);
    }

    /**
     * The image at a coordinate; where its event is no longer kept, the store may still have it.
     *
     * @param at in the images topic as it is now
     * @param sha256 lower-case hex; an image of another hash is not the one that is meant
     */
    public Found find(Coordinate at, String sha256) {
        Reading reading = reading(at);
        if (reading instanceof Reading.Event read) {
            ByteString wanted = ByteString.copyFrom(HexFormat.of().parseHex(sha256));
            return ImageContent.hashOf(read.event()).equals(wanted) ? content.of(read) : new Found.Missing(otherHash());
        }
        Found stored = reading instanceof Reading.Gone ? content.stored(sha256, NO_SOURCE, false, Instant.EPOCH) : null;
        return stored instanceof Found.Image ? stored : missing(reading);
    }

    private @Nullable Reading reading(Coordinate at) {
        return reader.read(List.of(at), imagesUuid.get()).get(at);
    }

    private static Found missing(@Nullable Reading reading) {
        if (reading instanceof Reading.Gone gone) {
            return new Found.Missing(gone.rejection());
        }
        return new Found.Missing(
                reading instanceof Reading.Missing missing
                        ? missing.rejection()
                        : new Rejection(RejectionReason.IMAGE_UNKNOWN, "no image stands there"));
    }

    private Found find(@Nullable Reading reading, Said said) {
        if (reading == null) {
            return stored(said);
        }
        if (reading instanceof Reading.Event read) {
            return at(read, said);
        }
        return reading instanceof Reading.Gone gone
                ? gone(gone.rejection(), said)
                : new Found.Missing(((Reading.Missing) reading).rejection());
    }

    private Map<Coordinate, Reading> readings(List<Said> wanted) {
        var coordinates = wanted.stream()
                .map(Said::feedback)
                .filter(Feedback::hasCoordinate)
                .map(Feedback::getCoordinate)
                .distinct()
                .toList();
        return coordinates.isEmpty() ? Map.of() : reader.read(coordinates, imagesUuid.get());
    }

    private Found at(Reading.Event read, Said said) {
        Rejection mismatch = mismatch(read.event(), said);
        return mismatch == null ? content.of(read) : new Found.Missing(mismatch);
    }

    /** A large image outlives its event in the store. */
    private Found gone(Rejection why, Said said) {
        Found stored = why.reason() == RejectionReason.IMAGE_EXPIRED ? stored(said) : null;
        return stored instanceof Found.Image ? stored : new Found.Missing(why);
    }

    /** Why the event is not the one that is meant; null if it is. */
    private static @Nullable Rejection mismatch(ImageEvent event, Said said) {
        if (!event.getId().equals(said.feedback().getImageId())) {
            return new Rejection(RejectionReason.IMAGE_CHANGED, "the image there has another id than named");
        }
        return said.feedback().getSha256().equals(ImageContent.hashOf(event)) ? null : otherHash();
    }

    private static Rejection otherHash() {
        return new Rejection(RejectionReason.IMAGE_CHANGED, "the image there has another hash than named");
    }

    private Found stored(Said said) {
        String source = said.feedback().getSource();
        return content.stored(
                said.sha256(),
                source.isEmpty() ? NO_SOURCE : source,
                false,
                Instant.ofEpochMilli(said.record().timestamp()));
    }
}
