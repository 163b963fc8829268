package io.afterimage.bench.learn;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.Probe;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import io.afterimage.trainer.engine.AgreementCheck;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tries for each model of a folder whether it can be trained, in a process of its own: prints a result for each. */
final class ModelsMain {
    private static final List<Preset> PRESETS = List.of(Preset.IMAGENET, Preset.CIFAR10, Preset.MNIST);
    private static final int CLASSES = 10;

    private ModelsMain() {}

    /**
     * Tries all of them.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> labels = Files.readAllLines(folder.resolve("imagenet_labels.txt"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".onnx")) {
                    TrainerChild.print(tried(file, labels));
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> tried(Path file, List<String> labels) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", String.valueOf(file.getFileName()));
        try {
            TrainableModel model = TrainableModel.read(packaged(Files.readAllBytes(file), labels));
            double difference = AgreementCheck.require(
                    model, List.of(Probe.pixels(model.description().geometry(), 1)));
            result.put("trains", true);
            result.put("difference", difference);
            result.put("cuts", model.cutPoints().size());
            result.put("why", "");
        } catch (UntrainableModelException | ModelRejectedException e) {
            result.put("trains", false);
            result.put("serves", e instanceof UntrainableModelException);
            result.put("why", String.valueOf(e.getMessage()));
        }
        return result;
    }

    /** Imported with the first preset that fits its classes and its input. */
    private static byte[] packaged(byte[] file, List<String> labels) throws ModelRejectedException {
        List<String> few =
                IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
        ModelRejectedException last = null;
        for (Preset preset : PRESETS) {
            try {
                return ModelImporter.importModel(
                        file, preset == Preset.IMAGENET ? labels : few, ImportOptions.of(preset));
            } catch (ModelRejectedException e) {
                last = last == null ? e : last;
            }
        }
        throw Objects.requireNonNull(last);
    }
}
