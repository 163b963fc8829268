package io.afterimage.bench.learn;

import java.util.Collection;

/**
 * Repeated measurements of one value.
 *
 * @param deviation the sample's standard deviation; 0 for one measurement
 */
record Deviation(double mean, double deviation) {
    /** @param values at least one */
    static Deviation of(Collection<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new Deviation(mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }
}
