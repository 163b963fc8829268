package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Photos;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.rig.ModelOptions;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.bench.rig.Task;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
    /** One image at a time on an accelerator that wants many takes long to show how slow it is. */
    private static final int NAIVE_SHARE = 10;

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

    @Option(
            names = "--simulate",
            paramLabel = "40ms+1ms,16",
            converter = SimulationConverter.class,
            description =
                    "An accelerator that takes so long for a run and so long for each image of it, and at most so many"
                            + " images, in place of the processor; with 8 partitions and with one.")
    private @Nullable Simulation simulation;

    @Override
    public Integer call() throws InterruptedException {
        Photos photos = Photos.in(images);
        report.note(photos.files().size() + " images, " + photos.leftOut() + " left out");
        Contest.Size measured = size.contest(simulation == null ? 1 : NAIVE_SHARE);
        try (Rig rig = rigOptions.start()) {
            Scene scene = scene(rig, "bench.", PARTITIONS, photos);
            Contest.Results results = contest(scene, measured, PARTITIONS);
            int wrong = results.lost() + results.doubled();
            PipelineReport figures = new PipelineReport(PARTITIONS + " partitions", results);
            if (size.latencySeconds() > 0) {
                figures.latency(scene.latency(measured.warmUp(), figures.oursPerSecond(), size.latencySeconds()));
            }
            if (simulation != null) {
                Contest.Results one = contest(scene(rig, "one.", 1, photos), measured, 1);
                figures.contest("one_partition_", "1 partition", one);
                wrong += one.lost() + one.doubled();
            }
            report.report(figures.figures().values(), figures.tables());
            return wrong == 0 ? 0 : 1;
        }
    }

    private Scene scene(Rig rig, String prefix, int partitions, Photos photos) {
        Task task = rig.task(prefix, partitions);
        ModelVersion version = model.importInto(task, Optional.empty(), true);
        return new Scene(rig, task, version, photos, Optional.ofNullable(simulation), report::note);
    }

    private Contest.Results contest(Scene scene, Contest.Size measured, int partitions) throws InterruptedException {
        return scene.contest(measured, partitions, size.search(), SizeOptions.searchCount(measured));
    }

    /** Reads a simulation from the command line. */
    static final class SimulationConverter implements CommandLine.ITypeConverter<Simulation> {
        @Override
        public Simulation convert(String text) {
            try {
                return Simulation.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
