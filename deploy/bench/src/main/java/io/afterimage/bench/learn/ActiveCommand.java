package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.ActiveTrial.Strategy;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it is worth to be asked the right questions. */
@Command(
        name = "active",
        mixinStandardHelpOptions = true,
        description = {
            "How many labels it takes, from a cold start, to come within a point of the accuracy that all labels give:"
                    + " with the photos that the review queue would ask about, and with photos at random.",
            "Learns the head alone, without Kafka, and is examined on photos held out. With --out it goes on where it"
                    + " was."
        })
public final class ActiveCommand implements Callable<Integer> {
    private static final double POINT = 0.01;

    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Model to begin with.")
    private Path model = Path.of("");

    @Option(
            names = "--splits",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many splits, each with a draw of its own (default: ${DEFAULT-VALUE}).")
    private int splits = 5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that train and look (default: as many as there are cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Mixin
    private ImportArguments imported = new ImportArguments();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (splits < 1) {
            throw new CommandException("--splits: at least 1 is needed");
        }
        try (Workplace place = Workplace.of(report.folder(), "active")) {
            Results results = place.results();
            ActiveTrial trial = new ActiveTrial(place, photos, model, imported, threads);
            List<ActiveReport.Split> measured = new ArrayList<>();
            for (long split = 1; split <= splits; split++) {
                measured.add(split(trial, results, split));
            }
            ActiveReport table = new ActiveReport(measured);
            report.report(table.figures().values(), table.table());
            return 0;
        }
    }

    private ActiveReport.Split split(ActiveTrial trial, Results results, long split) throws InterruptedException {
        JsonNode all = measured(trial, results, Strategy.ALL, split, 1);
        double wanted = all.path("accuracy").asDouble() - POINT;
        return new ActiveReport.Split(
                all,
                measured(trial, results, Strategy.QUEUE, split, wanted),
                measured(trial, results, Strategy.RANDOM, split, wanted));
    }

    private JsonNode measured(ActiveTrial trial, Results results, Strategy strategy, long split, double wanted)
            throws InterruptedException {
        String key = trial.key(strategy, split);
        report.note(key);
        return results.of(key, () -> trial.run(strategy, split, wanted));
    }
}
