package io.afterimage.trainer.run;

import io.afterimage.trainer.publish.Candidate;
import io.afterimage.trainer.publish.Published;
import java.io.IOException;

/** Makes a judged candidate known, as {@link io.afterimage.trainer.publish.Publisher} does. */
@FunctionalInterface
public interface Publishing {
    /**
     * Publishes a candidate and does what the gate decided.
     *
     * @throws IOException if candidate, store or folder fail: then nothing of it is ever seen
     * @throws RuntimeException if the brokers fail: then the next beginning of the trainer's work completes it
     */
    Published publish(Candidate candidate) throws IOException;
}
