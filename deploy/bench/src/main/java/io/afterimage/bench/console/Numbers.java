package io.afterimage.bench.console;

import java.util.Arrays;
import java.util.List;

/** What a page measured. */
final class Numbers {
    private Numbers() {}

    /** @param array of numbers, as the browser gave it */
    static double[] of(Object array) {
        return ((List<?>) array)
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }

    /**
     * The smallest value that at least so many are not above.
     *
     * @param percentile above 0, to 100
     * @return NaN if there are none
     */
    static double percentile(double[] values, double percentile) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percentile / 100 * sorted.length) - 1];
    }
}
