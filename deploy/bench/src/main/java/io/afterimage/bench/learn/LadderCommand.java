package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.ReportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains each preset on the same splits. */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        description = {
            "Trains each preset on the same fixed splits of labelled photos, as a run of the trainer does but without Kafka, and"
                    + " tests it on the photos held out: accuracy with its deviation over the splits, and seconds.",
            "Copies of a photo are never split. With --out it goes on where it was."
        })
public final class LadderCommand implements Callable<Integer> {
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
            defaultValue = "softmax,mlp,cnn,head,finetune",
            description = "What to train (default: ${DEFAULT-VALUE}).")
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

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Mixin
    private ImportArguments imported = new ImportArguments();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (Workplace place = Workplace.of(report.folder(), "ladder")) {
            Results results = place.results();
            Trial trial = new Trial(place, photos, imported, threads);
            String conditions = photos.conditions() + " threads " + threads;
            Map<Rung, JsonNode> measured = new LinkedHashMap<>();
            for (Rung rung : rungs()) {
                report.note(rung.key(conditions));
                measured.put(rung, results.of(rung.key(conditions), () -> trial.run(rung)));
            }
            LadderReport table = LadderReport.of(measured);
            report.report(table.figures().values(), table.table());
            return 0;
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
