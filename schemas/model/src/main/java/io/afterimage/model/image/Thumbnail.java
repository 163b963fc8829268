package io.afterimage.model.image;

import io.afterimage.events.Rejection;

/** What became of an image that is to be shown. */
public sealed interface Thumbnail {
    /**
     * The image made small.
     *
     * @param jpeg encoded anew: nothing of the original file is in it but what it shows
     */
    record Made(byte[] jpeg) implements Thumbnail {}

    /** The image cannot be decoded. */
    record Rejected(Rejection rejection) implements Thumbnail {}
}
