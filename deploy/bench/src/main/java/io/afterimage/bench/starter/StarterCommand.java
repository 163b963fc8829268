package io.afterimage.bench.starter;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.TrainerChild;
import io.afterimage.bench.learn.Workplace;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Installation;
import io.afterimage.events.Sha256;
import io.afterimage.scenes.Condition;
import io.afterimage.scenes.Scenario;
import io.afterimage.scenes.Scene;
import io.afterimage.scenes.SceneCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the starter model, and tells how often it is right. */
@Command(
        name = "starter",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how often the starter model, with which 'up' begins where no model is named, is right on fresh scenes of"
                    + " simulated roadside cameras, by condition.",
            "With --make it is made first, from scenes by day alone: on one machine the same bytes each time."
        })
public final class StarterCommand implements Callable<Integer> {
    /** Far from all that feeds have, so that no scene is seen twice. */
    private static final int FIRST_CAMERA = 20_000;

    private static final int CAMERAS = 2_000;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--make", paramLabel = "FILE", description = "Train it and write it there (default: only test it).")
    private @Nullable Path made;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Scenes to learn from (default: ${DEFAULT-VALUE}).")
    private int examples = 3000;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Most times that all of them are seen (default: ${DEFAULT-VALUE}).")
    private int epochs = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "20260101",
            description = "Of scenes and weights; fresh scenes have the next one (default: ${DEFAULT-VALUE}).")
    private long seed = 20_260_101;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads that train: with others the bytes differ (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    @Option(
            names = "--each",
            paramLabel = "N",
            defaultValue = "500",
            description = "Fresh scenes in each condition (default: ${DEFAULT-VALUE}).")
    private int each = 500;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (Math.min(Math.min(examples, epochs), Math.min(each, threads)) < 1) {
            throw new ParameterException(command.commandLine(), "of all numbers at least 1 is needed");
        }
        Figures figures = new Figures();
        try {
            if (made != null) {
                figures.put("training_seconds", make(made.toAbsolutePath()));
            }
            byte[] model =
                    Files.readAllBytes(made == null ? Installation.current().starter() : made);
            figures.put("sha256", Sha256.hex(model)).put("bytes", model.length);
            Map<Condition, Double> accuracy = new StarterExam(each, seed + 1, threads).accuracy(model);
            report.report(figured(figures, accuracy).values(), table(accuracy));
            return 0;
        } catch (IOException e) {
            throw new CommandException("The starter model cannot be read or written: " + e.getMessage());
        }
    }

    /** The seconds that the training took. */
    private double make(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        try (Workplace place = Workplace.of(report.folder(), "starter")) {
            Path images = place.fresh("scenes");
            draw(images);
            List<String> arguments = List.of(
                    images.toString(),
                    Long.toString(seed),
                    Integer.toString(threads),
                    Integer.toString(epochs),
                    place.fresh("cache").toString(),
                    file.toString());
            JsonNode result = TrainerChild.run(StarterMain.class, arguments, place.path("training.log"))
                    .get(0);
            return result.path("seconds").asDouble();
        }
    }

    private void draw(Path images) throws IOException {
        report.note("Drawing " + examples + " scenes");
        try (SceneCamera camera = new SceneCamera()) {
            for (int number = 0; number < examples; number++) {
                Scene scene = Scenario.DAY.scene(seed, FIRST_CAMERA + number % CAMERAS, number);
                Path folder =
                        Files.createDirectories(images.resolve(scene.sign().label()));
                Files.write(folder.resolve(number + ".jpg"), camera.shoot(scene));
            }
        }
        report.note("Training on them");
    }

    private static Figures figured(Figures figures, Map<Condition, Double> accuracy) {
        figures.put("accuracy_by_day", mean(accuracy, true)).put("accuracy_at_night", mean(accuracy, false));
        accuracy.forEach((condition, share) -> figures.put("accuracy_" + condition.name(), share));
        return figures;
    }

    private static Table table(Map<Condition, Double> accuracy) {
        Table table = new Table("condition", "accuracy %");
        accuracy.forEach((condition, share) -> table.row(condition.name(), percent(share)));
        return table.row("by day", percent(mean(accuracy, true))).row("at night", percent(mean(accuracy, false)));
    }

    private static double mean(Map<Condition, Double> accuracy, boolean byDay) {
        return accuracy.entrySet().stream()
                .filter(entry -> entry.getKey().byDay() == byDay)
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
