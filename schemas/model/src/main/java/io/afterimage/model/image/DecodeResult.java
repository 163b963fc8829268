package io.afterimage.model.image;

import io.afterimage.events.Rejection;

/** What became of an image's bytes. */
public sealed interface DecodeResult {
    /**
     * The pixels are in the target.
     *
     * @param width of the whole image in pixels, upright
     * @param height of the whole image in pixels, upright
     */
    record Decoded(ImageFormat format, int width, int height) implements DecodeResult {}

    /** The image cannot be used; what the target holds means nothing. */
    record Rejected(Rejection rejection) implements DecodeResult {}
}
