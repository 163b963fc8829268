package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trainings of the ladder, those on other splits in one row. */
record LadderReport(Map<Rung, List<JsonNode>> families) {
    static LadderReport of(Map<Rung, JsonNode> measured) {
        Map<Rung, List<JsonNode>> families = new LinkedHashMap<>();
        measured.forEach((rung, figures) -> families.computeIfAbsent(rung.family(), any -> new ArrayList<>())
                .add(figures));
        return new LadderReport(families);
    }

    Table table() {
        Table table = new Table(
                "model",
                "preset",
                "examples a class",
                "accuracy %",
                "deviation",
                "lowest",
                "splits",
                "features s, first",
                "training s");
        families.forEach((rung, runs) -> {
            Deviation accuracy = accuracy(runs);
            table.row(
                    rung.name(),
                    rung.preset(),
                    rung.examples(),
                    text(100 * accuracy.mean()),
                    text(100 * accuracy.deviation()),
                    text(100 * lowest(runs)),
                    Integer.toString(runs.size()),
                    text(runs.stream()
                            .mapToDouble(run -> seconds(run, "features"))
                            .max()
                            .orElse(0)),
                    text(Deviation.of(values(runs, "training")).mean()));
        });
        return table;
    }

    /** Features are kept, so that only the first split pays for all of them. */
    Figures figures() {
        Figures figures = new Figures();
        families.forEach((rung, runs) -> {
            String name = String.join("_", rung.name(), rung.preset(), rung.examples())
                    .replace(' ', '_');
            figures.put(name + "_accuracy", accuracy(runs).mean())
                    .put(name + "_deviation", accuracy(runs).deviation())
                    .put(
                            name + "_features_seconds",
                            runs.stream()
                                    .mapToDouble(run -> seconds(run, "features"))
                                    .max()
                                    .orElse(0))
                    .put(
                            name + "_training_seconds",
                            Deviation.of(values(runs, "training")).mean());
        });
        return figures;
    }

    private static Deviation accuracy(List<JsonNode> runs) {
        return Deviation.of(
                runs.stream().map(run -> run.path("accuracy").asDouble()).toList());
    }

    private static double lowest(List<JsonNode> runs) {
        return runs.stream()
                .mapToDouble(run -> run.path("accuracy").asDouble())
                .min()
                .orElse(0);
    }

    private static List<Double> values(List<JsonNode> runs, String phase) {
        return runs.stream().map(run -> seconds(run, phase)).toList();
    }

    private static double seconds(JsonNode run, String phase) {
        return run.path("seconds").path(phase).asDouble();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
