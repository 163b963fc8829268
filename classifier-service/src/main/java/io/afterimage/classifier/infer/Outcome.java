package io.afterimage.classifier.infer;

import io.afterimage.events.Rejection;
import io.afterimage.events.v1.ImageEvent;
import java.time.Instant;
import java.util.List;

/** How one image ended. A failure of the infrastructure is not an outcome: it is thrown. */
public sealed interface Outcome {

    /**
     * The model answered.
     *
     * @param event the image's event without its bytes
     * @param sha256 of the encoded image, 32 bytes
     * @param model version that answered
     * @param labels the model's classes in the order of its outputs
     * @param probabilities one for each class, summing to 1
     * @param embedding what entered the head; empty if the model gives none
     * @param at when the answer was there
     */
    record Classified(
            ImageEvent event,
            byte[] sha256,
            String model,
            List<String> labels,
            float[] probabilities,
            float[] embedding,
            Instant at)
            implements Outcome {}

    /** The image outlived its time to live and was not looked at. */
    record Expired(ImageEvent event, byte[] sha256, Instant at) implements Outcome {}

    /** The record cannot become a label, now or ever. */
    record Rejected(Rejection rejection) implements Outcome {}
}
