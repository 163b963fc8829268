package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.Answers.Seen;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.cli.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A class that is new to a live model. */
@Command(
        name = "newclass",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model of some classes live, then says of a few photos that they show another class, and trains again: how"
                    + " many unseen photos of the new class are found, and what the old classes lose on the test side.",
            "Where the gate waits for a person, since so few photos prove nothing, the candidate is promoted by hand, and the"
                    + " table says so. Ends with 1 where too few are found or the others lose too much."
        })
public final class NewClassCommand implements Callable<Integer> {
    @Option(
            names = "--new",
            required = true,
            paramLabel = "DIR",
            description = "Photos of the new class, which is called as the folder.")
    private Path fresh = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "30",
            description = "Photos of it that are corrected (default: ${DEFAULT-VALUE}).")
    private int count = 30;

    @Option(
            names = "--recall",
            paramLabel = "X",
            defaultValue = "0.9",
            description = "Share of the unseen that must be found (default: ${DEFAULT-VALUE}).")
    private double recall = 0.9;

    @Option(
            names = "--most-lost",
            paramLabel = "POINTS",
            defaultValue = "1",
            description = "Most points of accuracy that the old classes may lose (default: ${DEFAULT-VALUE}).")
    private double mostLost = 1;

    @Mixin
    private SceneOptions scene = new SceneOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledPhoto> old = scene.photos();
        List<LabelledPhoto> added = LabelledPhoto.drawn(LabelledPhoto.ofClass(fresh), scene.seed());
        if (added.size() <= count) {
            throw new CommandException("--new: more than " + count + " photos are needed, " + count
                    + " to learn from and the others to test with");
        }
        try (Workplace place = Workplace.of(report.folder(), "newclass")) {
            JsonNode result = place.results()
                    .of(
                            added.get(0).label() + " " + count + ", " + old.size() + " old, seed " + scene.seed(),
                            () -> measure(place.fresh("stack"), old, added));
            Figures figures = new Figures();
            result.fields().forEachRemaining(field -> figures.put(field.getKey(), field.getValue()));
            report.report(figures.values(), table(result));
            return result.path("recall_of_new_class").asDouble() >= recall
                            && result.path("points_lost").asDouble(Double.NaN) <= mostLost
                    ? 0
                    : 1;
        }
    }

    private Map<String, Object> measure(Path data, List<LabelledPhoto> old, List<LabelledPhoto> added)
            throws InterruptedException {
        Phases phases = new Phases(report::note);
        try (Scene stack = scene.start(data, Map.of())) {
            Lesson lesson = new Lesson(stack);
            lesson.teach(old);
            phases.ended("examples");
            JsonNode first = trained(lesson, scene.seed(), old.get(0));
            phases.ended("first model");
            Map<String, JsonNode> examples = lesson.examples();
            List<LabelledPhoto> test =
                    old.stream().filter(photo -> Lesson.isTest(examples, photo)).toList();
            List<Seen> before = lesson.classify(test);
            List<LabelledPhoto> corrected = added.subList(0, count);
            lesson.teach(corrected);
            phases.ended("corrections");
            JsonNode second = trained(lesson, scene.seed() + 1, old.get(0));
            phases.ended("second model");
            List<Seen> unseen = lesson.classify(added.subList(count, added.size()));
            return figures(before, lesson.classify(test), unseen)
                    .put("first_verdict", first.path("verdict").asText())
                    .put("verdict", second.path("verdict").asText())
                    .put("reason", second.path("reason").asText())
                    .put("promoted_by_hand", second.path("verdict").asText().equals("waiting"))
                    .put("seconds", phases.seconds())
                    .values();
        }
    }

    private JsonNode trained(Lesson lesson, long seed, LabelledPhoto any) throws InterruptedException {
        JsonNode run = lesson.train(scene.train(), seed);
        report.note(run.path("verdict").asText() + ": " + run.path("reason").asText());
        if (lesson.promoteByHand(run)) {
            lesson.awaitLive(run.path("version").asText(), any);
        }
        return run;
    }

    private static Figures figures(List<Seen> before, List<Seen> after, List<Seen> unseen) {
        Answers plain = new Answers(Map.of());
        double old = plain.accuracy(before, photo -> true);
        double now = plain.accuracy(after, photo -> true);
        return new Figures()
                .put("recall_of_new_class", plain.accuracy(unseen, photo -> true))
                .put("unseen", unseen.size())
                .put("old_before", old)
                .put("old_after", now)
                .put("points_lost", 100 * (old - now))
                .put("test", after.size())
                .put("recalls_before", plain.recalls(before))
                .put("recalls_after", plain.recalls(after));
    }

    private static Table table(JsonNode result) {
        return new Table(
                        "recall of new class %",
                        "unseen", "old before %", "old after %", "points lost", "test", "verdict", "by hand")
                .row(
                        Shown.percent(result.path("recall_of_new_class")),
                        result.path("unseen").asText(),
                        Shown.percent(result.path("old_before")),
                        Shown.percent(result.path("old_after")),
                        Shown.number(result.path("points_lost")),
                        result.path("test").asText(),
                        result.path("verdict").asText(),
                        result.path("promoted_by_hand").asText());
    }
}
