package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole loop over Kafka, and how long it takes from people's labels to labels of a better model. */
@Command(
        name = "loop",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a stack, sends photos and says what they show, trains, and sends them again: accuracy on the test side before"
                    + " and after, as the labels on Kafka have it, and the gate's table.",
            "Then, in a stack of its own, the time from the last of so many new labels to the first label by the new model,"
                    + " with a run that starts by itself. With --out it goes on where it was."
        })
public final class LoopCommand implements Callable<Integer> {
    @Option(
            names = "--new-labels",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "New labels, of images to learn from, after which the run begins; 0 leaves this part out (default:"
                            + " ${DEFAULT-VALUE}).")
    private int newLabels = 500;

    @Option(
            names = "--at-least",
            paramLabel = "X",
            defaultValue = "0.98",
            description = "Accuracy afterwards below which this ends with 1 (default: ${DEFAULT-VALUE}).")
    private double atLeast = 0.98;

    @Mixin
    private SceneOptions scene = new SceneOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledPhoto> photos = scene.photos();
        try (Workplace place = Workplace.of(report.folder(), "loop")) {
            Results results = place.results();
            JsonNode whole =
                    results.of("loop " + photos.size() + " photos, seed " + scene.seed(), () -> whole(place, photos));
            report.note(whole.path("gate").asText());
            List<Table> tables = new ArrayList<>(List.of(table(whole)));
            Figures figures = figures(whole);
            if (newLabels > 0) {
                JsonNode answer = results.of(
                        "latency " + newLabels + " labels, seed " + scene.seed(),
                        () -> new Latency(scene, newLabels, report::note).measure(place.fresh("latency"), photos));
                tables.add(Latency.table(answer));
                figures.put("latency", answer);
            }
            report.report(figures.values(), tables.toArray(Table[]::new));
            return whole.path("accuracy_after").asDouble() >= atLeast ? 0 : 1;
        }
    }

    private Map<String, Object> whole(Workplace place, List<LabelledPhoto> photos) throws InterruptedException {
        Phases phases = new Phases(report::note);
        try (Scene stack = scene.start(place.fresh("stack"), Map.of())) {
            phases.ended("up");
            Lesson lesson = new Lesson(stack);
            var before = lesson.classify(photos, "--label-from-folder");
            phases.ended("feed");
            lesson.awaitExamples(photos, LabelledPhoto::label);
            phases.ended("examples");
            Map<String, JsonNode> examples = lesson.examples();
            Answers answers = scene.answers();
            Figures figures = new Figures()
                    .put("photos", photos.size())
                    .put("accuracy_before", answers.accuracy(before, photo -> Lesson.isTest(examples, photo)));
            phases.ended("look");
            JsonNode run = lesson.train(scene.train(), scene.seed());
            phases.ended("train");
            figures.put("run", run);
            figures.put(
                    "gate",
                    stack.commands().text("models", "show", run.path("version").asText()));
            boolean live = lesson.promoteByHand(run);
            figures.put("promoted_by_hand", live && run.path("verdict").asText().equals("waiting"));
            if (live) {
                lesson.awaitLive(run.path("version").asText(), photos.get(0));
                phases.ended("swap");
                figures.put(
                        "accuracy_after",
                        answers.accuracy(lesson.classify(photos), photo -> Lesson.isTest(examples, photo)));
                phases.ended("feed again");
            }
            return figures.put("seconds", phases.seconds()).values();
        }
    }

    private static Table table(JsonNode whole) {
        JsonNode run = whole.path("run");
        return new Table("photos", "test", "accuracy before %", "after %", "verdict", "by hand", "run s")
                .row(
                        whole.path("photos").asText(),
                        run.path("test").asText(),
                        Shown.percent(whole.path("accuracy_before")),
                        Shown.percent(whole.path("accuracy_after")),
                        run.path("verdict").asText(),
                        whole.path("promoted_by_hand").asText(),
                        Shown.number(run.path("seconds")));
    }

    private static Figures figures(JsonNode whole) {
        Figures figures = new Figures();
        for (String name :
                List.of("photos", "accuracy_before", "accuracy_after", "promoted_by_hand", "run", "seconds")) {
            figures.put(name, whole.path(name));
        }
        return figures;
    }
}
