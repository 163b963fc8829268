package io.afterimage.bench.swap;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.rig.ModelOptions;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.bench.rig.Task;
import io.afterimage.cli.CommandException;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Swaps models at full load, and looks whether labels, speed and memory stay what they should be. */
@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        description = {
            "Imports a model under two names, so that both cost the same, and makes them live in turn while the classifier,"
                    + " as it is shipped, works at full load; before and after that it runs without swaps.",
            "Each image must have exactly one label, of one of the two versions; exit code 1 if not."
        })
public final class SwapCommand implements Callable<Integer> {
    private static final int PARTITIONS = 8;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "120",
            description = "How long models are swapped, about (default: ${DEFAULT-VALUE}).")
    private int seconds = 120;

    @Option(
            names = "--every",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "Milliseconds between two swaps (default: ${DEFAULT-VALUE}).")
    private int every = 2000;

    @Option(
            names = "--steady-count",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Images of each run without swaps (default: ${DEFAULT-VALUE}).")
    private int steady = 10_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Images before the measuring begins, in each run (default: ${DEFAULT-VALUE}).")
    private int warmUp = 2000;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private RigOptions rigOptions = new RigOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (!model.foreign()) {
            throw new CommandException(
                    "bench swap needs a foreign model with --labels: it imports it under two names.");
        }
        Photos photos = Photos.in(images);
        try (Rig rig = rigOptions.start()) {
            Task task = rig.task("swap.", PARTITIONS);
            ModelVersion first = model.importInto(task, Optional.of("first"), true);
            ModelVersion second = model.importInto(task, Optional.of("second"), false);
            Loader loader = new Loader(photos, task.store());
            SwapRun run = new SwapRun(rig, task);
            Rates before = run.steady(fill(task, loader, warmUp + steady), warmUp);
            Ledger ledger = fill(task, loader, warmUp + (int) Math.round(before.perSecond() * seconds));
            SwapRun.Swapped swapped = run.swapped(ledger, warmUp, List.of(first, second), Duration.ofMillis(every));
            Rates after = run.steady(fill(task, loader, warmUp + steady), warmUp);
            SwapReport result =
                    new SwapReport(ledger, swapped, before, after, List.of(first.version(), second.version()));
            report.report(result.figures().values(), result.table(), result.memory());
            return result.good() ? 0 : 1;
        }
    }

    private Ledger fill(Task task, Loader loader, int count) {
        report.note("Sending " + count + " images");
        return new Ledger(loader.fill(task.client(), task.topics(), count));
    }
}
