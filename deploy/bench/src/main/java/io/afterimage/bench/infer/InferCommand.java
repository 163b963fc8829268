package io.afterimage.bench.infer;

import io.afterimage.bench.pipeline.Models;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.cli.CommandException;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.device.DeviceUnavailableException;
import io.afterimage.model.device.Precision;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a model on a device by the size of its batches. */
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description =
                "Measures how many images a second a device takes through a model, by the size of the batch: 1, 2, 4"
                        + " and so on. No images are decoded, and no broker is started.")
public final class InferCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Classifier to run.")
    private Path model = Path.of("");

    @Option(names = "--labels", paramLabel = "FILE", description = "Its classes, one a line; left out for a package.")
    private @Nullable Path labels;

    @Option(
            names = "--preset",
            defaultValue = "imagenet",
            description = "Its preprocessing (default: ${DEFAULT-VALUE}).")
    private Preset preset = Preset.IMAGENET;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "cpu, cuda:N, or a simulation such as 40ms+1ms,16 (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(
            names = "--precision",
            defaultValue = "float32",
            description = "What a GPU computes in: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Precision precision = Precision.FLOAT32;

    @Option(
            names = "--largest-batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Largest batch (default: ${DEFAULT-VALUE}).")
    private int largest = 32;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads that run the model at once (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long each size is measured, after as long a warm-up (default: ${DEFAULT-VALUE}).")
    private double seconds = 5;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || !(seconds > 0)) {
            throw new CommandException("--threads and --seconds must be above 0");
        }
        if (precision == Precision.FLOAT16 && !Models.isGpu(device)) {
            throw new CommandException("--precision float16 is for a GPU, and --device is " + device);
        }
        Figures figures =
                new Figures().put("model", String.valueOf(model.getFileName())).put("device", device);
        figures.put("precision", precision.name().toLowerCase(Locale.ROOT)).put("threads", threads);
        Table table = new Table("batch", "images/s");
        try {
            byte[] file = packaged();
            ModelPackage metadata = ModelPackage.read(file);
            try (LoadedModel loaded = Models.open(file, metadata, device, precision, largest)) {
                figures.put("remark", loaded.remark());
                measure(new RunRate(loaded, metadata.geometry(), threads), loaded.largestBatch(), figures, table);
            }
        } catch (ModelRejectedException | DeviceUnavailableException | IOException e) {
            throw new CommandException(model + ": " + e.getMessage());
        } catch (RunFailedException e) {
            throw new CommandException(model + ": " + device + " failed: " + e.reason() + ", " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandException("--device or --largest-batch: " + e.getMessage());
        }
        report.report(figures.values(), table);
        return 0;
    }

    private void measure(RunRate rate, int most, Figures figures, Table table)
            throws InterruptedException, RunFailedException {
        for (int batch = 1; batch <= Math.min(most, largest); batch *= 2) {
            double perSecond = rate.perSecond(batch, Duration.ofMillis(Math.round(seconds * 1000)));
            figures.put("batch_" + batch + "_per_s", perSecond);
            table.row(Integer.toString(batch), String.format(Locale.ROOT, "%.1f", perSecond));
            report.note("batch " + batch + " measured");
        }
    }

    private byte[] packaged() throws IOException, ModelRejectedException {
        byte[] file = Files.readAllBytes(model);
        return labels == null
                ? file
                : ModelImporter.importModel(file, Files.readAllLines(labels), ImportOptions.of(preset));
    }
}
