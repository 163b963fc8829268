package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.Answers.Seen;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Wrong labels, run after run. */
@Command(
        name = "noise",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model live from right labels, then adds labels of which a share is wrong and trains, run after run: accuracy of"
                    + " what is live on photos that no run ever has, and what the gate said.",
            "With --out it goes on where it was, in the same stack. Ends with 1 where what is live became worse."
        })
public final class NoiseCommand implements Callable<Integer> {
    private static final String BASE = "right labels";

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "Runs (default: ${DEFAULT-VALUE}).")
    private int runs = 10;

    @Option(
            names = "--flipped",
            paramLabel = "SHARE",
            defaultValue = "0.4",
            description = "Share of the new labels that is wrong (default: ${DEFAULT-VALUE}).")
    private double flipped = .4;

    @Option(
            names = "--everywhere",
            description = "On the test side as well (default: only where models learn and are chosen).")
    private boolean everywhere;

    @Option(
            names = "--base",
            paramLabel = "N",
            defaultValue = "800",
            description = "Photos with right labels to begin with (default: ${DEFAULT-VALUE}).")
    private int base = 800;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "150",
            description = "New labels before each run (default: ${DEFAULT-VALUE}).")
    private int batch = 150;

    @Mixin
    private SceneOptions scene = new SceneOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledPhoto> photos = LabelledPhoto.drawn(scene.photos(), scene.seed());
        List<LabelledPhoto> clean = photos.stream()
                .filter(photo -> photo.part(scene.seed()) == LabelledPhoto.Part.TEST)
                .toList();
        List<LabelledPhoto> others =
                photos.stream().filter(photo -> !clean.contains(photo)).toList();
        if (others.size() < base + runs * batch) {
            throw new CommandException("--images: " + (base + runs * batch) + " photos besides those to test with are"
                    + " needed, and there are " + others.size() + "; take fewer --runs, --base or --batch");
        }
        String name = "noise-" + flipped + (everywhere ? "-everywhere" : "");
        try (Workplace place = Workplace.of(report.folder(), name)) {
            List<JsonNode> rows = rows(place, others, clean);
            NoiseReport result = new NoiseReport(rows);
            report.report(result.figures().values(), result.table());
            return result.largestFall() > 0 ? 1 : 0;
        }
    }

    private List<JsonNode> rows(Workplace place, List<LabelledPhoto> others, List<LabelledPhoto> clean)
            throws InterruptedException {
        Results results = place.results();
        List<JsonNode> rows = new ArrayList<>();
        boolean done = results.find(key(runs)).isPresent();
        try (@Nullable Scene stack = done ? null : begin(place, results)) {
            for (int run = 0; run <= runs; run++) {
                int number = run;
                rows.add(results.of(key(run), () -> {
                    Lesson lesson = new Lesson(Objects.requireNonNull(stack));
                    return number == 0
                            ? base(lesson, others.subList(0, base), clean)
                            : noisy(
                                    lesson,
                                    number,
                                    others.subList(base + (number - 1) * batch, base + number * batch),
                                    clean);
                }));
                report.note(key(run) + ": " + rows.get(run));
            }
        }
        return rows;
    }

    private Scene begin(Workplace place, Results results) throws InterruptedException {
        return scene.start(results.find(key(0)).isPresent() ? place.path("stack") : place.fresh("stack"), Map.of());
    }

    private String key(int run) {
        return (run == 0 ? BASE : "run " + run) + ", base " + base + " batch " + batch + " seed " + scene.seed();
    }

    private Map<String, Object> base(Lesson lesson, List<LabelledPhoto> photos, List<LabelledPhoto> clean)
            throws InterruptedException {
        lesson.teach(photos);
        JsonNode run = lesson.train(scene.train(), scene.seed());
        if (lesson.promoteByHand(run)) {
            lesson.awaitLive(run.path("version").asText(), photos.get(0));
        }
        return row(lesson, run, 0, photos.size(), clean);
    }

    private Map<String, Object> noisy(Lesson lesson, int number, List<LabelledPhoto> photos, List<LabelledPhoto> clean)
            throws InterruptedException {
        List<Seen> seen = lesson.classify(photos);
        List<LabelledPhoto> wrong = photos.stream()
                .filter(photo -> photo.draw("flip", scene.seed()) < flipped)
                .toList();
        Function<LabelledPhoto, String> flip = flipping(clean);
        if (!everywhere) {
            // Which side a photo comes on is known only once it is an example; the later word of a person replaces the
            // earlier.
            lesson.say(seen, LabelledPhoto::label);
            lesson.awaitExamples(photos, LabelledPhoto::label);
            Map<String, JsonNode> examples = lesson.examples();
            wrong = wrong.stream()
                    .filter(photo -> !Lesson.isTest(examples, photo))
                    .toList();
        }
        List<LabelledPhoto> turned = wrong;
        Function<LabelledPhoto, String> said = photo -> turned.contains(photo) ? flip.apply(photo) : photo.label();
        lesson.say(seen, said);
        lesson.awaitExamples(photos, said);
        JsonNode run = lesson.train(scene.train(), scene.seed() + number);
        if (run.path("verdict").asText().equals("promoted")) {
            lesson.awaitLive(run.path("version").asText(), photos.get(0));
        }
        return row(lesson, run, turned.size(), photos.size(), clean);
    }

    /** To the next class in the order of their names. */
    private static Function<LabelledPhoto, String> flipping(List<LabelledPhoto> photos) {
        List<String> classes =
                photos.stream().map(LabelledPhoto::label).distinct().sorted().toList();
        return photo -> classes.get((classes.indexOf(photo.label()) + 1) % classes.size());
    }

    private Map<String, Object> row(Lesson lesson, JsonNode run, int wrong, int labels, List<LabelledPhoto> clean) {
        List<Seen> seen = lesson.classify(clean);
        return new Figures()
                .put("labels", labels)
                .put("wrong", wrong)
                .put("verdict", run.path("verdict").asText())
                .put("reason", run.path("reason").asText())
                .put("candidate_accuracy_by_gate", run.path("accuracy"))
                .put("live", seen.get(0).label().getModel())
                .put("accuracy_of_live", scene.answers().accuracy(seen, photo -> true))
                .put("clean", seen.size())
                .values();
    }
}
