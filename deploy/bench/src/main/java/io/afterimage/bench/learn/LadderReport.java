package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Trainings of the ladder, those on other splits in one row. */
record LadderReport(Map<Rung, List<JsonNode>> families) {
    static LadderReport of(Map<Rung, JsonNode> measured) {
        Map<Rung, List<JsonNode>> families = new LinkedHashMap<>();
        measured.forEach((rung, figures) -> families.computeIfAbsent(rung.family(), any -> new ArrayList<>())
                .add(figures));
        return new LadderReport(families);
    }

    /** One training for programs; the seed is that of its split. */
    static Map<String, Object> line(Rung rung, JsonNode run) {
        return new Figures()
                .put("rung", rung.title())
                .put("seed", rung.split())
                .put("accuracy", run.path("accuracy").asDouble())
                .put("seconds", inAll(run))
                .put("parameters", run.path("parameters").asLong())
                .put("model", rung.name())
                .put("test", run.path("test").asInt())
                .values();
    }

    /** One training for people. */
    static String text(JsonNode run) {
        return String.format(
                Locale.ROOT,
                "  %.2f %% of %d, %.0f s",
                100 * run.path("accuracy").asDouble(),
                run.path("test").asInt(),
                inAll(run));
    }

    Table table() {
        Table table = new Table(
                "model",
                "rung",
                "examples a class",
                "accuracy %",
                "deviation",
                "lowest",
                "splits",
                "parameters",
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
                    Long.toString(parameters(runs)),
                    text(features(runs)),
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
                    .put(name + "_parameters", parameters(runs))
                    .put(name + "_features_seconds", features(runs))
                    .put(
                            name + "_training_seconds",
                            Deviation.of(values(runs, "training")).mean());
        });
        return figures;
    }

    /** The rows for a picture; a model is named where there are several. */
    List<LadderPicture.Line> lines() {
        long models = families.keySet().stream()
                .map(Rung::model)
                .filter(model -> !model.isEmpty())
                .distinct()
                .count();
        List<LadderPicture.Line> lines = new ArrayList<>();
        families.forEach((rung, runs) -> lines.add(new LadderPicture.Line(
                rung.title() + (models > 1 && !rung.model().isEmpty() ? " " + rung.name() : ""),
                runs.stream().mapToDouble(LadderReport::inAll).average().orElse(0),
                accuracy(runs),
                losses(runs.get(0)))));
        return lines;
    }

    private static List<Double> losses(JsonNode run) {
        return StreamSupport.stream(run.path("curve").spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
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

    private static long parameters(List<JsonNode> runs) {
        return runs.get(0).path("parameters").asLong();
    }

    private static double features(List<JsonNode> runs) {
        return runs.stream().mapToDouble(run -> seconds(run, "features")).max().orElse(0);
    }

    private static List<Double> values(List<JsonNode> runs, String phase) {
        return runs.stream().map(run -> seconds(run, phase)).toList();
    }

    private static double seconds(JsonNode run, String phase) {
        return run.path("seconds").path(phase).asDouble();
    }

    private static double inAll(JsonNode run) {
        return run.path("seconds_in_all").asDouble();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
