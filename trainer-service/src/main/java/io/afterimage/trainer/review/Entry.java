package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as it is handed to a person.
 *
 * @param reasons in their order; empty in a grid, where a person chose the class
 * @param why in words
 * @param hidden whether the prediction must not be shown
 * @param until when it is the person's; null where it is lent to nobody
 */
public record Entry(
        SeenLabel label,
        List<Reason> reasons,
        String why,
        boolean hidden,
        @Nullable Instant until) {
    private static final String RANDOM = "random check: the prediction is hidden, so that it does not sway";

    /** A random draw, whether or not the model was sure: nothing tells what it said. */
    static Entry drawn(SeenLabel label, @Nullable Instant until) {
        return new Entry(label, List.of(Reason.DRAWN), RANDOM, true, until);
    }

    /** What the model is not sure of. */
    static Entry unsure(Waiting waiting, @Nullable Instant until) {
        Judgement judgement = waiting.judgement();
        return new Entry(
                waiting.label(), judgement.reasons().stream().sorted().toList(), judgement.why(), false, until);
    }

    /** What nobody has to be asked about. */
    static Entry sure(SeenLabel label, @Nullable Instant until) {
        return new Entry(label, List.of(), "the model says " + label.said(), false, until);
    }
}
