package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.rig.ModelOptions;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.bench.rig.Task;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the whole way against the model's own speed, side by side in one run. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = {
            "Measures, in turns and on the same images: the ceiling (decode and inference in a plain loop), a naive stream"
                    + " (one image at a time inside Kafka Streams, exactly once) and the classifier as it is shipped.",
            "Then the time from sending to the committed label, at 20 images a second and at half of what was measured."
        })
public final class PipelineCommand implements Callable<Integer> {
    private static final int PARTITIONS = 8;
    private static final String DEVICE = "cpu";

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Mixin
    private SizeOptions size = new SizeOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private RigOptions rigOptions = new RigOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        Photos photos = Photos.in(images);
        report.note(photos.files().size() + " images, " + photos.leftOut() + " left out");
        try (Rig rig = rigOptions.start()) {
            Task task = rig.task("bench.", PARTITIONS);
            ModelVersion version = model.importInto(task, Optional.empty(), true);
            Loader loader = new Loader(photos, task.store());
            List<String> ids = loader.fill(task.client(), task.topics(), size.total());
            Contest contest = new Contest(
                    rig, task, version, ids, size.contest(), () -> task.startClassifier(0), DEVICE, report::note);
            Ceiling ceiling = new Ceiling(rig, task.packageOf(version), photos, DEVICE);
            Contest.Results results =
                    contest.run(ceiling, best(ceiling), contest.bestNaiveThreads(PARTITIONS, size.searchCount()));
            PipelineReport figures = new PipelineReport(results);
            LatencyTrial trial = new LatencyTrial(task, loader, size.latencySeconds(), report::note);
            if (size.latencySeconds() > 0) {
                figures.latency(trial.run(size.contest().warmUp(), figures.oursPerSecond()));
            }
            report.report(figures.figures().values(), figures.tables());
            return results.lost() + results.doubled() == 0 ? 0 : 1;
        }
    }

    private Setting best(Ceiling ceiling) throws InterruptedException {
        List<Ceiling.Tried> tried =
                ceiling.search(Setting.candidates(Runtime.getRuntime().availableProcessors()), size.search());
        tried.forEach(one -> report.note(
                String.format(Locale.ROOT, "Ceiling, %s: %.1f images/s", one.setting().text(), one.perSecond())));
        return tried.stream()
                .max(Comparator.comparingDouble(Ceiling.Tried::perSecond))
                .orElseThrow()
                .setting();
    }
}
