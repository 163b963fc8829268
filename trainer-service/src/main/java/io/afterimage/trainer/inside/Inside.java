package io.afterimage.trainer.inside;

import io.afterimage.events.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a look inside a model. */
public sealed interface Inside {
    /**
     * What the model made of the image. Pictures are data URLs of PNG files.
     *
     * @param classes the most probable ones, best first, and the one that is explained
     * @param explained class that the map is of
     * @param map where the model saw that class, over the whole image; null where its head is of no form that tells
     * @param first what the channels of the first convolution saw; empty where there is none
     * @param last the same of the last one before the head that still tells places apart
     */
    record Seen(
            List<Guess> classes, String explained, @Nullable String map, List<String> first, List<String> last)
            implements Inside {}

    /** A class, and how probable it is, 0 to 1. */
    record Guess(String label, float probability) {}

    /** The image cannot be decoded. */
    record Rejected(Rejection rejection) implements Inside {}
}
