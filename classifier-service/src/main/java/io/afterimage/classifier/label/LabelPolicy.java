package io.afterimage.classifier.label;

import io.afterimage.events.v1.Decision;

/**
 * When a label is sure enough to act on. Pure.
 *
 * @param unsureBelow a first class less certain than this is unsure, in [0, 1], where 0 is chance and 1 is certain: the same
 *     number means as much with two classes as with a thousand
 * @param top most classes that a label ranks, at least 1
 */
public record LabelPolicy(double unsureBelow, int top) {
    public LabelPolicy {
        if (!(unsureBelow >= 0 && unsureBelow <= 1) || top < 1) {
            throw new IllegalArgumentException(
                    "unsure-below is " + unsureBelow + " and top " + top + ": 0 to 1 and at least 1 are allowed");
        }
    }

    /**
     * Whether a label can be acted on.
     *
     * @param probability of the first class, in [0, 1]
     * @param classes how many classes the model tells apart, at least 1
     */
    Decision decide(float probability, int classes) {
        double chance = 1.0 / classes;
        return probability < chance + unsureBelow * (1 - chance) ? Decision.UNSURE : Decision.LABELLED;
    }
}
