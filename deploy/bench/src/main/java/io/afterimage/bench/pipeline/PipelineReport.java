package io.afterimage.bench.pipeline;

import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.measure.Spread;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of one contest, for people and for programs. Ratios are taken within each run, and then their median. */
final class PipelineReport {
    private final Spread ours;
    private final Figures figures = new Figures();
    private final List<Table> tables = new ArrayList<>();

    /** The figures of the contest that all others are beside. */
    PipelineReport(String name, Contest.Results results) {
        ours = spread(results.ours(), Rates::perSecond);
        contest("", name, results);
    }

    /**
     * Adds the figures of a contest.
     *
     * @param prefix of their names
     * @param name for people
     */
    void contest(String prefix, String name, Contest.Results results) {
        Spread ratio = ratio(results.ours(), results.ceiling());
        Spread naiveRatio = ratio(results.naive(), results.ceiling());
        figures.put(prefix + "ceiling_per_s", spread(results.ceiling(), Rates::perSecond))
                .put(prefix + "naive_per_s", spread(results.naive(), Rates::perSecond))
                .put(prefix + "ours_per_s", spread(results.ours(), Rates::perSecond))
                .put(prefix + "ratio_to_ceiling", ratio)
                .put(prefix + "naive_ratio_to_ceiling", naiveRatio)
                .put(prefix + "ceiling_cpu_ms", spread(results.ceiling(), Rates::cpuMillis))
                .put(prefix + "naive_cpu_ms", spread(results.naive(), Rates::cpuMillis))
                .put(prefix + "ours_cpu_ms", spread(results.ours(), Rates::cpuMillis))
                .put(prefix + "runs", results.ours().size())
                .put(prefix + "lost", results.lost())
                .put(prefix + "doubled", results.doubled());
        results.meanBatch().ifPresent(mean -> figures.put(prefix + "mean_batch", mean));
        tables.add(new Table(name, "images/s (min to max)", "of the ceiling", "CPU ms an image, broker included")
                .row(row("ceiling", results.ceiling(), new Spread(1, 1, 1)))
                .row(row("naive", results.naive(), naiveRatio))
                .row(row("ours", results.ours(), ratio)));
    }

    /** Adds the times. */
    void latency(LatencyTrial.Times times) {
        Table table = new Table("send to committed label", "p50 ms", "p99 ms", "p99.9 ms", "images");
        percentiles("", times.light());
        figures.put("half_per_s", times.halfPerSecond());
        percentiles("half_", times.half());
        tables.add(table.row(row("at 20 images/s", times.light()))
                .row(row(String.format(Locale.ROOT, "at %.0f images/s (half)", times.halfPerSecond()), times.half())));
    }

    double oursPerSecond() {
        return ours.median();
    }

    Figures figures() {
        return figures;
    }

    Table[] tables() {
        return tables.toArray(Table[]::new);
    }

    private void percentiles(String prefix, Latencies latencies) {
        figures.put(prefix + "p50_ms", latencies.millis(50))
                .put(prefix + "p99_ms", latencies.millis(99))
                .put(prefix + "p999_ms", latencies.millis(99.9));
    }

    private static String[] row(String name, Latencies latencies) {
        return new String[] {
            name,
            String.format(Locale.ROOT, "%.1f", latencies.millis(50)),
            String.format(Locale.ROOT, "%.1f", latencies.millis(99)),
            String.format(Locale.ROOT, "%.1f", latencies.millis(99.9)),
            Long.toString(latencies.count())
        };
    }

    private static String[] row(String name, List<Rates> rates, Spread ratio) {
        return new String[] {
            name,
            spread(rates, Rates::perSecond).text(1),
            ratio.text(3),
            spread(rates, Rates::cpuMillis).text(2)
        };
    }

    private static Spread ratio(List<Rates> some, List<Rates> ceiling) {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < some.size(); run++) {
            ratios.add(some.get(run).perSecond() / ceiling.get(run).perSecond());
        }
        return Spread.of(ratios);
    }

    private static Spread spread(List<Rates> rates, ToDoubleFunction<Rates> value) {
        return Spread.of(rates.stream().map(value::applyAsDouble).toList());
    }
}
