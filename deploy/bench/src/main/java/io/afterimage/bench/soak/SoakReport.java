package io.afterimage.bench.soak;

import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The minutes of a soak: the median of its first third, once warm, beside the median of its last. */
final class SoakReport {
    private final double perSecond;
    private final double capacity;
    private final List<Minute> minutes;

    /**
     * @param perSecond images a second, held throughout
     * @param capacity images a second at full load
     * @param minutes at least one
     */
    SoakReport(double perSecond, double capacity, List<Minute> minutes) {
        this.perSecond = perSecond;
        this.capacity = capacity;
        this.minutes = List.copyOf(minutes);
    }

    Figures figures() {
        return new Figures()
                .put("minutes", minutes.size())
                .put("images", Math.round(perSecond * 60) * minutes.size())
                .put("per_s", perSecond)
                .put("capacity_per_s", capacity)
                .put("resident_mib_first", first(Minute::residentMebibytes))
                .put("resident_mib_last", last(Minute::residentMebibytes))
                .put("threads_first", first(Minute::threads))
                .put("threads_last", last(Minute::threads))
                .put("handles_first", first(Minute::handles))
                .put("handles_last", last(Minute::handles))
                .put("p50_ms_first", first(Minute::p50))
                .put("p50_ms_last", last(Minute::p50))
                .put("p99_ms_first", first(Minute::p99))
                .put("p99_ms_last", last(Minute::p99));
    }

    Table table() {
        Table table = new Table("minute", "resident MiB", "threads", "handles", "p50 ms", "p99 ms");
        for (int i = 0; i < minutes.size(); i++) {
            Minute minute = minutes.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Long.toString(minute.residentMebibytes()),
                    Long.toString(minute.threads()),
                    Long.toString(minute.handles()),
                    number(minute.p50()),
                    number(minute.p99()));
        }
        return table;
    }

    private double first(ToDoubleFunction<Minute> value) {
        return median(minutes.subList(0, third()), value);
    }

    private double last(ToDoubleFunction<Minute> value) {
        return median(minutes.subList(minutes.size() - third(), minutes.size()), value);
    }

    private int third() {
        return Math.max(1, minutes.size() / 3);
    }

    private static double median(List<Minute> of, ToDoubleFunction<Minute> value) {
        List<Double> sorted = of.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
