package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.ReportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains each preset on the same splits. */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        description = {
            "Trains each preset on the same fixed splits of labelled photos, as a run of the trainer does but without Kafka, and"
                    + " tests it on the photos held out: accuracy with its deviation over the splits, seconds, parameters, and"
                    + " how the validation loss went.",
            "Copies of a photo are never split. With --out it goes on where it was, and draws ladder.png there. With --json a"
                    + " line a training, the table beside them on standard error."
        })
public final class LadderCommand implements Callable<Integer> {
    private static final String PICTURE = "ladder.png";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "FILE.onnx",
            description =
                    "Model that head and finetune begin with; of several the first is also tried with few examples.")
    private List<Path> models = List.of();

    @Option(
            names = "--presets",
            split = ",",
            paramLabel = "P",
            defaultValue = "softmax,mlp,mlp+augmentation,cnn,cnn+augmentation,head,finetune",
            description =
                    "What to train (default: ${DEFAULT-VALUE}). Without +augmentation a network from scratch learns from"
                            + " images as they are.")
    private List<String> presets = List.of();

    @Option(
            names = "--few",
            split = ",",
            paramLabel = "N",
            defaultValue = "10,100",
            description = "Examples of each class for head alone, besides all of them (default: ${DEFAULT-VALUE}).")
    private List<Integer> few = List.of();

    @Option(
            names = "--splits",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many splits (default: ${DEFAULT-VALUE}).")
    private int splits = 5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that train (default: as many as there are cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--picture",
            paramLabel = "FILE.png",
            description = "Where to draw it (default: " + PICTURE + " in --out).")
    private @Nullable Path picture;

    @Mixin
    private MoreSettings more = new MoreSettings();

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Mixin
    private ImportArguments imported = new ImportArguments();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        for (String preset : presets) {
            if (!Rung.isKnown(preset)) {
                throw new ParameterException(command.commandLine(), "--presets: there is no '" + preset + "'");
            }
        }
        if (splits < 1 || threads < 1 || few.stream().anyMatch(count -> count < 1)) {
            throw new ParameterException(command.commandLine(), "--splits, --threads, --few: at least 1 is needed");
        }
        for (Path model : models) {
            if (!Files.isRegularFile(model)) {
                throw new ParameterException(command.commandLine(), "--model: there is no file " + model);
            }
        }
        try (Workplace place = Workplace.of(report.folder(), "ladder")) {
            LadderReport ladder = LadderReport.of(measured(place));
            report.summarise(ladder.figures().values(), ladder.table());
            draw(ladder);
            return 0;
        }
    }

    private Map<Rung, JsonNode> measured(Workplace place) throws InterruptedException {
        Results results = place.results();
        Trial trial = new Trial(place, photos, imported, threads, more.parsed(command));
        String conditions = photos.conditions() + " threads " + threads + more.conditions();
        Map<Rung, JsonNode> measured = new LinkedHashMap<>();
        for (Rung rung : rungs()) {
            String key = rung.key(conditions);
            report.note(key);
            JsonNode figures = results.of(key, () -> trial.run(rung));
            measured.put(rung, figures);
            report.line(LadderReport.line(rung, figures), LadderReport.text(figures));
        }
        return measured;
    }

    /** Hours of training are not lost for a picture: where Java has no fonts, there is none. */
    private void draw(LadderReport ladder) {
        Optional<Path> file =
                Optional.ofNullable(picture).or(() -> report.folder().map(folder -> folder.resolve(PICTURE)));
        if (file.isEmpty()) {
            return;
        }
        try {
            LadderPicture.write(ladder.lines(), file.get());
            report.note("Drawn: " + file.get());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            report.note("Not drawn: " + file.get() + ": " + e);
        }
    }

    private List<Rung> rungs() {
        List<Rung> rungs = new ArrayList<>();
        for (String trained : presets) {
            if (!Rung.needsModel(trained)) {
                add(rungs, "", trained, 0);
            }
        }
        for (Path model : models) {
            presets.stream().filter(Rung::needsModel).forEach(one -> add(rungs, model.toString(), one, 0));
            if (model.equals(models.get(0)) && presets.contains("head")) {
                few.forEach(count -> add(rungs, model.toString(), "head", count));
            }
        }
        return rungs;
    }

    private void add(List<Rung> rungs, String model, String trained, int examples) {
        for (int split = 1; split <= splits; split++) {
            rungs.add(new Rung(model, trained, examples, split));
        }
    }
}
