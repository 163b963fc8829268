package io.afterimage.model.image;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import java.util.Optional;

/**
 * What an image may cost before it is decoded, whatever its author wrote into it.
 *
 * @param encodedBytes most bytes of the encoded image
 * @param pixels most stored pixels
 * @param side longest stored side in pixels
 * @param memory most bytes that a decode of one image may hold at once. Pixels alone do not bound it: 16-bit samples
 *     and transparency take up to 16 bytes a pixel, and the coefficients of a progressive JPEG up to 11
 */
public record ImageLimits(int encodedBytes, long pixels, int side, long memory) {
    /** 64 MiB encoded, 50 million pixels, sides to 65,535, 512 MiB while it is decoded. */
    public static final ImageLimits DEFAULTS = new ImageLimits(64 << 20, 50_000_000, 65_535, 512L << 20);

    public ImageLimits {
        if (encodedBytes < 1 || pixels < 1 || side < 1 || memory < 1) {
            throw new IllegalArgumentException("Every limit of an image must be at least 1");
        }
    }

    /** Why these bytes are not even looked at. */
    Optional<Rejection> refuse(int length) {
        if (length == 0) {
            return Optional.of(new Rejection(RejectionReason.IMAGE_EMPTY, "the image has no bytes"));
        }
        if (length > encodedBytes) {
            return Optional.of(new Rejection(
                    RejectionReason.IMAGE_TOO_LARGE, length + " encoded bytes, the limit is " + encodedBytes));
        }
        return Optional.empty();
    }

    /** Why an image of this header is not decoded. */
    Optional<Rejection> refuse(ImageHeader header) {
        String size = header.width() + " x " + header.height() + " pixels";
        if (header.pixels() > pixels) {
            return tooLarge(size + ", the limit is " + pixels + " pixels");
        }
        if (Math.max(header.width(), header.height()) > side) {
            return tooLarge(size + ", the limit is " + side + " a side");
        }
        if (header.memory() > memory) {
            return tooLarge(size + " take " + header.memory() + " bytes to decode, the limit is " + memory);
        }
        return Optional.empty();
    }

    private static Optional<Rejection> tooLarge(String detail) {
        return Optional.of(new Rejection(RejectionReason.DIMENSIONS_TOO_LARGE, detail));
    }
}
