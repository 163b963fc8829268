package io.afterimage.trainer.estimate;

import io.afterimage.events.v1.Feedback;

/**
 * Feedback that only repeats what the model said. Who looks at an image and agrees confirms; a "true class" that is the one
 * which was shown comes from a program that hands labels back, and a model that learns from them learns what it already
 * says. What was said without anything being shown is a person's own word. Pure.
 */
public final class Echo {
    private Echo() {}

    /** Whether a run must not learn from it. */
    public static boolean is(Feedback feedback) {
        return feedback.hasTrueClass()
                && feedback.getShown().getTopCount() > 0
                && feedback.getShown()
                        .getTop(0)
                        .getLabel()
                        .strip()
                        .equalsIgnoreCase(feedback.getTrueClass().strip());
    }
}
