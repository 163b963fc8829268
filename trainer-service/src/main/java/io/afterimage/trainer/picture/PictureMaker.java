package io.afterimage.trainer.picture;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.image.Thumbnail;
import io.afterimage.model.image.Thumbnailer;
import io.afterimage.trainer.feedback.CoordinateReader;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.feedback.ImageFinder;
import io.afterimage.trainer.label.Place;

/** Fetches images and makes them small, one after the other. For one thread at a time. */
public final class PictureMaker implements AutoCloseable {
    private final ImagesTopic topic;
    private final CoordinateReader reader;
    private final ImageFinder finder;
    private final Thumbnailer thumbnailer;

    /** @param finder reads with the reader, which the maker owns as it does the thumbnailer */
    public PictureMaker(ImagesTopic topic, CoordinateReader reader, ImageFinder finder, Thumbnailer thumbnailer) {
        this.topic = topic;
        this.reader = reader;
        this.finder = finder;
        this.thumbnailer = thumbnailer;
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
