package io.afterimage.model.compare;

/**
 * Bounds of the difference of two proportions that were taken on the same examples, by Tango's score method (Tango,
 * Equivalence test and confidence interval for the difference in proportions for the paired-sample design, Statistics in
 * Medicine 17, 1998). Other than the usual one it holds for few examples, and where the two never differ. Pure.
 */
final class PairedBound {
    private static final int STEPS = 60;

    private PairedBound() {}

    /**
     * The lower bound of (gained - lost) / examples.
     *
     * @param gained examples that only the second gets right; may be a fraction, where examples hang together
     * @param lost examples that only the first gets right
     * @param examples more than 0
     * @param quantile how many standard errors the bound is away, such as 1.96 for 97.5% on one side
     */
    static double lower(double gained, double lost, double examples, double quantile) {
        double low = -1;
        double high = (gained - lost) / examples;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (score(gained, lost, examples, middle) > quantile) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many standard errors the observed difference is above the assumed one. */
    private static double score(double gained, double lost, double n, double assumed) {
        double b = -gained - lost + (2 * n - gained + lost) * assumed;
        double c = -lost * assumed * (1 - assumed);
        // The most likely share of losses, if the difference is the assumed one.
        double share = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
        double variance = n * (2 * share + assumed * (1 - assumed));
        double above = gained - lost - n * assumed;
        return variance > 0 ? above / Math.sqrt(variance) : Double.POSITIVE_INFINITY * Math.signum(above);
    }
}
