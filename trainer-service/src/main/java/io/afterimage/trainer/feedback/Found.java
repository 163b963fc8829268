package io.afterimage.trainer.feedback;

import io.afterimage.events.Rejection;
import java.time.Instant;

/** What became of the search for one image. */
public sealed interface Found {
    /**
     * The image's original file.
     *
     * @param bytes whose hash is the one that was asked for; empty once it is compacted
     * @param source where it came from
     * @param continuous whether it is a frame of a feed whose neighbouring images show one scene
     * @param capturedAt when it was taken, by the sender's clock, or else when it arrived
     */
    record Image(byte[] bytes, String source, boolean continuous, Instant capturedAt) implements Found {
        /** What is known of it, without its file, which may take 64 MiB. */
        public Image withoutBytes() {
            return new Image(new byte[0], source, continuous, capturedAt);
        }
    }

    /** There is no such image any more, or there never was. */
    record Missing(Rejection rejection) implements Found {}

    /** It is an example already, and nothing speaks against that this is the one that is meant. */
    record Known() implements Found {}
}
