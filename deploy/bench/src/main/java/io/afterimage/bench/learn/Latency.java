package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.afterimage.bench.learn.Answers.Seen;
import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.PacedLoad;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import io.afterimage.bench.rig.LabelFollower;
import io.afterimage.cli.CommandException;
import io.afterimage.model.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** From the last of some new labels to the first label by the model that learned from them. */
final class Latency {
    private static final int PER_SECOND = 5;
    private static final int MOST_SECONDS = 240;
    private static final int SENT_AGAIN = 50;
    private static final Duration RUN_ENDED = Duration.ofSeconds(60);
    /** About this share of the photos comes on the test side, and starts no run. */
    private static final double TEST = .15;

    private final SceneOptions options;
    private final int labels;
    private final Consumer<String> listener;

    Latency(SceneOptions options, int labels, Consumer<String> listener) {
        this.options = options;
        this.labels = labels;
        this.listener = listener;
    }

    Map<String, Object> measure(Path data, List<LabelledPhoto> photos) throws InterruptedException {
        Map<String, String> environment = Map.of(
                "AFTERIMAGE_TRIGGER_LABELS", Integer.toString(labels),
                "AFTERIMAGE_RUN_PRESET", options.train());
        try (Scene stack = options.start(data, environment)) {
            Lesson lesson = new Lesson(stack);
            List<LabelledPhoto> drawn = LabelledPhoto.drawn(photos, options.seed());
            // Some more than are needed: which side a photo comes on is the trainer's secret.
            int most = Math.min(drawn.size(), (int) (labels / (1 - TEST) * 1.25) + 20);
            List<Seen> seen = lesson.classify(drawn.subList(0, most));
            listener.accept(seen.size() + " photos have labels; now people say what they show");
            String before = seen.get(0).label().getModel();
            Instant last = sayUntilDue(lesson, seen);
            return follow(stack, data, drawn, before, last).values();
        }
    }

    /** Says so many that there is just enough to learn from; when the last was said. */
    private Instant sayUntilDue(Lesson lesson, List<Seen> seen) throws InterruptedException {
        int said = 0;
        int learned = 0;
        Instant last = Instant.now();
        while (learned < labels) {
            int next = said == 0 ? (int) (labels / (1 - TEST) * .93) : labels - learned;
            if (said + next > seen.size()) {
                throw new CommandException("--images: too few photos for " + labels + " new labels");
            }
            List<Seen> now = seen.subList(said, said + next);
            lesson.say(now, LabelledPhoto::label);
            last = Instant.now();
            said += next;
            lesson.awaitExamples(now.stream().map(Seen::photo).toList(), LabelledPhoto::label);
            learned = (int) lesson.examples().values().stream()
                    .filter(example -> !example.path("side").asText().equals("test"))
                    .count();
        }
        return last;
    }

    private Figures follow(Scene stack, Path data, List<LabelledPhoto> drawn, String before, Instant last)
            throws InterruptedException {
        List<Path> files =
                drawn.stream().limit(SENT_AGAIN).map(LabelledPhoto::file).toList();
        Loader loader = new Loader(new Photos(files, 0), new Store(data.resolve("store")));
        List<Instant> arrivals = new ArrayList<>();
        try (LabelFollower follower =
                        new LabelFollower(stack.client(), stack.topics().labels());
                PacedLoad load =
                        new PacedLoad(loader, stack.client(), stack.topics(), PER_SECOND, PER_SECOND * MOST_SECONDS)) {
            Instant end = last.plusSeconds(MOST_SECONDS);
            while (arrivals.isEmpty() && Instant.now().isBefore(end) && !refused(stack)) {
                follower.poll((label, now) -> {
                    if (load.due().containsKey(label.getId())
                            && !label.getModel().equals(before)) {
                        arrivals.add(Instant.now());
                    }
                });
            }
        }
        stack.await("The run does not end", RUN_ENDED, () -> run(stack)
                .path("verdict")
                .isTextual());
        return figures(stack.commands(), run(stack).path("run").asText(), last, arrivals);
    }

    /** Whether the run ended without a model that goes live; asked seldom, as it costs the machine something. */
    private static boolean refused(Scene stack) {
        if (Instant.now().getEpochSecond() % 4 != 0) {
            return false;
        }
        JsonNode run = run(stack);
        return run.path("verdict").isTextual() && !run.path("verdict").asText().equals("promoted");
    }

    /** The latest run; missing before the first. */
    private static JsonNode run(Scene stack) {
        List<JsonNode> runs = stack.commands().json(List.of("runs", "list"));
        return runs.isEmpty() ? MissingNode.getInstance() : runs.get(0);
    }

    private Figures figures(Commands commands, String run, Instant last, List<Instant> arrivals) {
        JsonNode record = commands.required("runs", "show", run).path("record");
        Instant started = Instant.parse(record.path("started_at").asText());
        Instant ended = Instant.parse(record.path("ended_at").asText());
        Map<String, Double> phases = new LinkedHashMap<>();
        phases.put("until the run begins", seconds(last, started));
        double known = 0;
        List<Map.Entry<String, JsonNode>> parts = new ArrayList<>();
        record.path("report").path("seconds").fields().forEachRemaining(parts::add);
        for (Map.Entry<String, JsonNode> part : parts) {
            phases.put(part.getKey(), part.getValue().asDouble());
            known += part.getValue().asDouble();
        }
        phases.put("rest of the run", seconds(started, ended) - known);
        boolean swapped = !arrivals.isEmpty();
        if (swapped) {
            phases.put("until the first label", seconds(ended, arrivals.get(0)));
        }
        return new Figures()
                .put("new_labels", labels)
                .put("seconds", swapped ? seconds(last, arrivals.get(0)) : "none")
                .put("verdict", record.path("outcome").path("verdict").asText())
                .put("reason", record.path("outcome").path("reason").asText())
                .put("phases", phases);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    static Table table(JsonNode answer) {
        Table table = new Table("from the last of " + answer.path("new_labels").asText() + " new labels", "s");
        answer.path("phases")
                .fields()
                .forEachRemaining(phase -> table.row(phase.getKey(), Shown.number(phase.getValue())));
        return table.row(
                answer.path("seconds").isNumber()
                        ? "to the first label by the new model"
                        : "no new model: " + answer.path("verdict").asText(),
                Shown.number(answer.path("seconds")));
    }
}
