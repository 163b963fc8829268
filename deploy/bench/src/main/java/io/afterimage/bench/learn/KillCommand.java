package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills the trainer and its runs. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Kills the trainer, or the process of its run, at random moments of runs, with SIGKILL. After each: every file that is"
                    + " seen as a model must be whole, the log must fold to a version that exists, the trainer must come back, and"
                    + " the next run must come to a candidate. Exit code 1 if not.",
            "With --out it goes on where it was, in the same stack."
        })
public final class KillCommand implements Callable<Integer> {
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final Duration RUN_ENDED = Duration.ofMinutes(2);
    private static final String UNDISTURBED = "undisturbed";

    @Option(
            names = "--moments",
            paramLabel = "N",
            defaultValue = "20",
            description = "Kills (default: ${DEFAULT-VALUE}).")
    private int moments = 20;

    @Mixin
    private FewPhotos examples = new FewPhotos();

    @Mixin
    private SceneOptions scene = new SceneOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledPhoto> photos = examples.of(scene);
        try (Workplace place = Workplace.of(report.folder(), "kill")) {
            Results results = place.results();
            if (results.find(key(moments)).isEmpty()) {
                measure(place, results, photos);
            }
            List<JsonNode> rows =
                    results.known(IntStream.rangeClosed(1, moments).mapToObj(this::key));
            report.report(figures(rows).values(), table(rows));
            return wrong(rows) == 0 ? 0 : 1;
        }
    }

    private void measure(Workplace place, Results results, List<LabelledPhoto> photos) throws InterruptedException {
        boolean fresh = results.find(UNDISTURBED + key(0)).isEmpty();
        try (Scene stack = scene.start(fresh ? place.fresh("stack") : place.path("stack"), Map.of())) {
            Lesson lesson = new Lesson(stack);
            lesson.teach(photos);
            // The second: features are kept from the first on.
            var unused = lesson.train(scene.train(), scene.seed());
            double seconds = results.of(
                            UNDISTURBED + key(0),
                            () -> Map.of(
                                    "seconds",
                                    lesson.train(scene.train(), scene.seed() + 1)
                                            .path("seconds")))
                    .path("seconds")
                    .asDouble();
            List<KillMoment> drawn = KillMoment.draw(scene.seed(), moments);
            for (int moment = 1; moment <= moments; moment++) {
                KillMoment kill = drawn.get(moment - 1);
                long seed = scene.seed() + 10L * moment;
                JsonNode row = results.of(key(moment), () -> row(stack, lesson, kill, seconds, seed));
                report.note(key(moment) + ": " + row);
            }
        }
    }

    private String key(int moment) {
        return "moment " + moment + ", examples " + examples.count() + " seed " + scene.seed();
    }

    private Map<String, Object> row(Scene stack, Lesson lesson, KillMoment kill, double seconds, long seed)
            throws InterruptedException {
        Commands commands = stack.commands();
        String run = commands.required("train", "--preset", scene.train(), "--seed", Long.toString(seed))
                .path("run")
                .asText();
        TimeUnit.MILLISECONDS.sleep(Math.round(1000 * seconds * kill.share()));
        JsonNode before = commands.required("runs", "show", run);
        Optional<ProcessHandle> child = ProcessHandle.of(
                        before.path("record").path("pid").asLong())
                .filter(process -> !before.path("verdict").isTextual() && process.isAlive());
        boolean service = kill.service() || child.isEmpty();
        ProcessHandle victim = service ? stack.trainer() : child.orElseThrow();
        victim.destroyForcibly();
        victim.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        List<String> wrong = new ArrayList<>(looked(stack));
        if (service) {
            stack.await("The trainer does not come back", BACK, () -> replaced(stack, victim) && stack.ready());
        }
        stack.await("The run does not end", RUN_ENDED, () -> ended(commands, run));
        JsonNode after = commands.required("runs", "show", run);
        JsonNode next = lesson.train(scene.train(), seed + 1);
        wrong.addAll(looked(stack));
        return new Figures()
                .put("victim", service ? "trainer" : "run")
                .put("phase", before.path("phase").asText())
                .put("run_became", after.path("phase").asText())
                .put("run_reason", after.path("reason").asText())
                .put("next_verdict", next.path("verdict").asText())
                .put("wrong", String.join("; ", wrong))
                .values();
    }

    private static List<String> looked(Scene stack) {
        List<String> wrong = new ArrayList<>(StoreCheck.files(stack.models()));
        wrong.addAll(StoreCheck.log(stack.commands().json(List.of("models", "list")), stack.models()));
        return wrong;
    }

    private static boolean replaced(Scene stack, ProcessHandle victim) {
        return stack.trainerIfAny().filter(now -> now.pid() != victim.pid()).isPresent();
    }

    /** A trainer that has just come back may still stand by, and knows no run then. */
    private static boolean ended(Commands commands, String run) {
        JsonNode now = commands.answer("runs", "show", run);
        return now.path("verdict").isTextual();
    }

    private static Table table(List<JsonNode> rows) {
        Table table = new Table("kill", "killed", "in phase", "run became", "next run", "wrong");
        for (int row = 0; row < rows.size(); row++) {
            JsonNode one = rows.get(row);
            table.row(
                    Integer.toString(row + 1),
                    one.path("victim").asText(),
                    one.path("phase").asText(),
                    one.path("run_became").asText(),
                    one.path("next_verdict").asText(),
                    one.path("wrong").asText());
        }
        return table;
    }

    private static Figures figures(List<JsonNode> rows) {
        Map<String, Integer> phases = new TreeMap<>();
        rows.forEach(row -> phases.merge(row.path("phase").asText(), 1, Integer::sum));
        return new Figures()
                .put("kills", rows.size())
                .put(
                        "of_the_trainer",
                        rows.stream()
                                .filter(row -> row.path("victim").asText().equals("trainer"))
                                .count())
                .put("phases", phases)
                .put("wrong", wrong(rows));
    }

    /** Kills after which something was not as it should be. */
    private static long wrong(List<JsonNode> rows) {
        return rows.stream()
                .filter(row -> !row.path("wrong").asText().isEmpty()
                        || row.path("next_verdict").asText().equals("failed"))
                .count();
    }
}
