package io.afterimage.trainer.gate;

import io.afterimage.model.compare.Paired;
import java.util.Locale;

/** Figures as sentences for people. Pure. */
final class Sentences {
    private Sentences() {}

    /** How much better, and how sure that is. */
    static String difference(Paired paired) {
        return String.format(
                Locale.ROOT,
                "%.1f points %s on %d test examples, with %.2f%% certainty above %.1f points; by chance alone with"
                        + " p = %.2g",
                100 * Math.abs(paired.difference()),
                paired.difference() < 0 ? "worse" : "better",
                paired.examples(),
                100 * (1 - paired.alpha()),
                100 * paired.bound(),
                paired.better());
    }

    /** That labels may be wrong. */
    static String doubt(Paired paired) {
        return "labels are in doubt: they contradict " + paired.contradicted() + " of " + paired.sure()
                + " answers of which the live model is sure; look at the worst mistakes";
    }
}
