package io.afterimage.classifier.label;

import io.afterimage.events.v1.Decision;

/**
 * When a label is sure enough to act on. Pure.
 *
 * @param unsureBelow a first class less probable than this is unsure, in [0, 1]
 * @param top most classes that a label ranks, at least 1
 */
public record LabelPolicy(double unsureBelow, int top) {
    public LabelPolicy {
        if (!(unsureBelow >= 0 && unsureBelow <= 1) || top < 1) {
            throw new IllegalArgumentException(
                    "unsure-below is " + unsureBelow + " and top " + top + ": 0 to 1 and at least 1 are allowed");
        }
    }

    Decision decide(float probability) {
        return probability < unsureBelow ? Decision.UNSURE : Decision.LABELLED;
    }
}
