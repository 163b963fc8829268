package io.afterimage.bench.soak;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.rig.LightLoad;
import io.afterimage.bench.rig.ModelOptions;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds a steady load for long, and looks whether anything grows. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what the classifier, as it is shipped, can do, then sends it a share of that for long, and prints its"
                    + " memory, threads, file handles and latency minute by minute.",
            "Ends with an error where an image has no label within a minute."
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int PARTITIONS = 8;
    private static final int SECONDS = 60;
    private static final Duration STOP = Duration.ofSeconds(35);

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long the load is held (default: ${DEFAULT-VALUE}).")
    private int minutes = 30;

    @Option(
            names = "--load",
            paramLabel = "X",
            defaultValue = "0.8",
            description = "Share of the capacity (default: ${DEFAULT-VALUE}).")
    private double share = 0.8;

    @Option(
            names = "--images-count",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Images by which the capacity is measured, after a warm-up of a third of them (default:"
                    + " ${DEFAULT-VALUE}).")
    private int count = 6000;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private RigOptions rigOptions = new RigOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1 || count < 3) {
            throw new ParameterException(command.commandLine(), "--minutes: at least 1 is needed; --images-count: 3");
        }
        if (!(share > 0 && share <= 1)) {
            throw new ParameterException(
                    command.commandLine(), "--load: Invalid value, a share is above 0 and at most 1");
        }
        Photos photos = Photos.in(images);
        try (Rig rig = rigOptions.start()) {
            Task task = rig.task("soak.", PARTITIONS);
            var unused = model.importInto(task, Optional.empty(), true);
            Loader loader = new Loader(photos, task.store());
            LightLoad load = new LightLoad(task.client(), task.topics(), loader);
            ChildProcess classifier = task.startClassifier(0);
            try {
                double capacity = capacity(load);
                double perSecond = capacity * share;
                report.note(String.format(
                        Locale.ROOT, "Capacity %.1f images/s; %.1f images/s for %d min", capacity, perSecond, minutes));
                SoakReport result = new SoakReport(perSecond, capacity, soak(load, classifier, perSecond));
                report.report(result.figures().values(), result.table());
                return 0;
            } finally {
                classifier.stop(STOP);
            }
        }
    }

    /** Images a second while more than that are being sent: whoever sends takes his share of the cores, as in the soak. */
    private double capacity(LightLoad load) {
        load.warmUp(count / 3);
        double sentBefore = perSecond(() -> load.warmUp(count));
        return perSecond(() -> load.run(sentBefore, count));
    }

    private double perSecond(Runnable images) {
        long begin = System.nanoTime();
        images.run();
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private List<Minute> soak(LightLoad load, ChildProcess classifier, double perSecond) {
        List<Minute> all = new ArrayList<>();
        for (int minute = 1; minute <= minutes; minute++) {
            Latencies latencies = load.run(perSecond, (int) Math.round(perSecond * SECONDS));
            Minute seen = Minute.of(classifier.handle(), latencies);
            all.add(seen);
            report.note("Minute " + minute + ": " + seen);
        }
        return all;
    }
}
