package io.afterimage.cli.demo;

/**
 * Labels that were compared with the truth.
 *
 * @param right those that name it
 */
record Tally(int labels, int right) {
    static final Tally NONE = new Tally(0, 0);

    Tally and(boolean isRight) {
        return new Tally(labels + 1, right + (isRight ? 1 : 0));
    }

    Tally and(Tally other) {
        return new Tally(labels + other.labels, right + other.right);
    }

    /** The share of right ones, 0 to 1; NaN where there are none. */
    double accuracy() {
        return (double) right / labels;
    }
}
