package io.afterimage.bench.report;

import io.afterimage.bench.measure.Spread;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named values in the order in which they were put, numbers to a sensible precision. For one thread. */
public final class Figures {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Figures put(String name, Object value) {
        values.put(name, value instanceof Double number ? rounded(number) : value);
        return this;
    }

    /** The median under its name, and what it lies between. */
    public Figures put(String name, Spread spread) {
        put(name, spread.median());
        put(name + "_min", spread.min());
        return put(name + "_max", spread.max());
    }

    public Map<String, Object> values() {
        return values;
    }

    /** Four digits after the point. */
    private static double rounded(double number) {
        return Math.round(number * 1e4) / 1e4;
    }
}
