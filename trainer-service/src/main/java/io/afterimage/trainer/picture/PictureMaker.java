package io.afterimage.trainer.picture;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.image.Thumbnail;
import io.afterimage.model.image.Thumbnailer;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.feedback.CoordinateReader;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.feedback.ImageFinder;
import io.afterimage.trainer.label.Place;
import java.time.Duration;
import java.util.Map;

/** Fetches images and makes them small, one after the other. For one thread at a time. */
public final class PictureMaker implements AutoCloseable {
    private final ImagesTopic topic;
    private final CoordinateReader reader;
    private final ImageFinder finder;
    private final Thumbnailer thumbnailer;

    private PictureMaker(ImagesTopic topic, CoordinateReader reader, ImageFinder finder, Thumbnailer thumbnailer) {
        this.topic = topic;
        this.reader = reader;
        this.finder = finder;
        this.thumbnailer = thumbnailer;
    }

    /**
     * Makes one.
     *
     * @param client how to reach the brokers
     * @param events of the images
     * @param topic the same topic as it is now
     * @param store of large images
     * @param patience most time that reading one image may take
     */
    public static PictureMaker open(
            Map<String, Object> client,
            Topic<String, ImageEvent> events,
            ImagesTopic topic,
            Store store,
            ImageLimits limits,
            Duration patience) {
        CoordinateReader reader = new CoordinateReader(client, events, patience);
        ImageFinder finder = new ImageFinder(reader, topic::uuid, store, limits.encodedBytes());
        return new PictureMaker(topic, reader, finder, new Thumbnailer(limits));
    }

    Thumbnail make(Place place, String sha256, int side) {
        Found found = finder.find(topic.at(place), sha256);
        if (found instanceof Found.Image image) {
            return make(image.bytes(), side);
        }
        return new Thumbnail.Rejected(
                found instanceof Found.Missing missing
                        ? missing.rejection()
                        : new Rejection(RejectionReason.IMAGE_UNKNOWN, "no image stands there"));
    }

    /** The image's own file, whichever image stands there. */
    Found fetch(Place place) {
        return finder.find(topic.at(place));
    }

    Thumbnail make(byte[] image, int side) {
        return thumbnailer.make(image, side);
    }

    @Override
    public void close() {
        try (thumbnailer) {
            reader.close();
        }
    }
}
