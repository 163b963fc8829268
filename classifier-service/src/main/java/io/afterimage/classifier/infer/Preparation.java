package io.afterimage.classifier.infer;

import io.afterimage.classifier.crash.Guarded;
import io.afterimage.classifier.live.Lease;
import io.afterimage.events.v1.ImageEvent;

/** How far an image came before inference. */
public sealed interface Preparation {

    /** It has its outcome already, and is not inferred. */
    record Ended(Outcome outcome) implements Preparation {}

    /**
     * Its pixels are where the caller wanted them. Closing it gives the model back, and its place in native code.
     *
     * @param image the record it came from
     * @param event the image's event without its bytes
     * @param sha256 of the encoded image, 32 bytes
     * @param lease on the model that the pixels were made for, and that shall answer
     * @param guarded its note on disk, from its decoding on
     */
    record Prepared(ImageRecord image, ImageEvent event, byte[] sha256, Lease lease, Guarded guarded)
            implements Preparation, AutoCloseable {
        @Override
        public void close() {
            try (guarded) {
                lease.close();
            }
        }
    }
}
