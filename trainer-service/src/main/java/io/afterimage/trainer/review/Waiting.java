package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import java.util.Comparator;

/**
 * An image that waits for a person.
 *
 * @param sequence in which order they came
 */
record Waiting(SeenLabel label, Judgement judgement, long sequence) {
    /** Of equals, the newest. */
    static final Comparator<Waiting> MOST_USEFUL_FIRST = Comparator.comparingDouble(Waiting::value)
            .thenComparingLong(Waiting::sequence)
            .reversed();

    private double value() {
        return judgement.value();
    }
}
