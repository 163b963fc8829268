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
     * @throws IOException if candidate, store or folder fail
     */
    Published publish(Candidate candidate) throws IOException;
}
