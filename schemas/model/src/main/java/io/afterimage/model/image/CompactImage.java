package io.afterimage.model.image;

import io.afterimage.events.Rejection;

/** What became of an image that is to be kept as an example. */
public sealed interface CompactImage {
    /**
     * The image as a data set keeps it.
     *
     * @param bytes an encoded image of at most {@link ImageCompactor#MOST_BYTES}: the original where it is small enough
     * @param perceptualHash 64 bits of which near-duplicates share almost all, whatever their size and quality
     */
    record Kept(byte[] bytes, long perceptualHash) implements CompactImage {}

    /** The image cannot be used. */
    record Rejected(Rejection rejection) implements CompactImage {}
}
