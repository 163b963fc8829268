package io.afterimage.bench.measure;

import java.util.List;
import java.util.Locale;

/** Repeated measurements of one value. */
public record Spread(double median, double min, double max) {
    /**
     * The spread of these values.
     *
     * @param values at least one
     */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Such as {@code 283.1 (281.0 to 284.9)}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median, min, max);
    }
}
