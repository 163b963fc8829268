package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.measure.Processes;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many runs in one service. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "Trains again and again in one trainer, each time with another seed: its resident memory, threads and open files after"
                    + " each run.",
            "With --out it goes on where it was, then in a new process, as the table's process numbers show. Ends with 1 where a run"
                    + " failed, or memory, threads or open files grew by more than a tenth since the middle run."
        })
public final class RunsCommand implements Callable<Integer> {
    private static final double MOST_GROWTH = 1.1;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "25", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int runs = 25;

    @Mixin
    private FewPhotos examples = new FewPhotos();

    @Mixin
    private SceneOptions scene = new SceneOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledPhoto> photos = examples.of(scene);
        try (Workplace place = Workplace.of(report.folder(), "runs")) {
            Results results = place.results();
            boolean fresh = results.find(key(1)).isEmpty();
            List<JsonNode> rows =
                    results.find(key(runs)).isPresent() ? known(results) : measure(place, results, photos, fresh);
            report.report(figures(rows).values(), table(rows));
            return flat(rows) ? 0 : 1;
        }
    }

    private List<JsonNode> measure(Workplace place, Results results, List<LabelledPhoto> photos, boolean fresh)
            throws InterruptedException {
        try (Scene stack = scene.start(fresh ? place.fresh("stack") : place.path("stack"), Map.of())) {
            Lesson lesson = new Lesson(stack);
            lesson.teach(photos);
            for (int run = 1; run <= runs; run++) {
                long seed = scene.seed() + run;
                JsonNode row = results.of(key(run), () -> row(stack, lesson.train(scene.train(), seed)));
                report.note(key(run) + ": " + row);
            }
            return known(results);
        }
    }

    private List<JsonNode> known(Results results) {
        return results.known(IntStream.rangeClosed(1, runs).mapToObj(this::key));
    }

    private String key(int run) {
        return "run " + run + ", examples " + examples.count() + " seed " + scene.seed();
    }

    private static Map<String, Object> row(Scene stack, JsonNode run) {
        ProcessHandle trainer = stack.trainer();
        return new Figures()
                .put("process", trainer.pid())
                .put("verdict", run.path("verdict").asText())
                .put("seconds", run.path("seconds"))
                .put("resident_mib", Processes.residentMebibytes(trainer).orElse(0))
                .put("threads", Processes.threads(trainer).orElse(0))
                .put("handles", Processes.handles(trainer).orElse(0))
                .values();
    }

    private static boolean flat(List<JsonNode> rows) {
        JsonNode middle = rows.get(rows.size() / 2);
        JsonNode last = rows.get(rows.size() - 1);
        return rows.stream().noneMatch(row -> row.path("verdict").asText().equals("failed"))
                && Stream.of("resident_mib", "threads", "handles")
                        .allMatch(name -> last.path(name).asDouble()
                                <= MOST_GROWTH * middle.path(name).asDouble());
    }

    private static Table table(List<JsonNode> rows) {
        Table table = new Table("run", "process", "verdict", "s", "resident MiB", "threads", "open files");
        for (int run = 0; run < rows.size(); run++) {
            JsonNode row = rows.get(run);
            table.row(
                    Integer.toString(run + 1),
                    row.path("process").asText(),
                    row.path("verdict").asText(),
                    Shown.number(row.path("seconds")),
                    row.path("resident_mib").asText(),
                    row.path("threads").asText(),
                    row.path("handles").asText());
        }
        return table;
    }

    private static Figures figures(List<JsonNode> rows) {
        JsonNode middle = rows.get(rows.size() / 2);
        JsonNode last = rows.get(rows.size() - 1);
        return new Figures()
                .put("runs", rows.size())
                .put(
                        "processes",
                        rows.stream().map(row -> row.path("process")).distinct().count())
                .put(
                        "failed",
                        rows.stream()
                                .filter(row -> row.path("verdict").asText().equals("failed"))
                                .count())
                .put("resident_mib_first", rows.get(0).path("resident_mib").asLong())
                .put("resident_mib_middle", middle.path("resident_mib").asLong())
                .put("resident_mib_last", last.path("resident_mib").asLong())
                .put("threads_middle", middle.path("threads").asLong())
                .put("threads_last", last.path("threads").asLong())
                .put("handles_middle", middle.path("handles").asLong())
                .put("handles_last", last.path("handles").asLong());
    }
}
