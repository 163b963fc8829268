package io.afterimage.classifier;

import io.afterimage.classifier.live.LiveModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.device.CpuDevice;
import io.afterimage.model.device.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models made in code, loaded as the classifier loads them. */
public final class LiveModels {
    private LiveModels() {}

    /** On the CPU. */
    public static LiveModel load(byte[] file) {
        return load(file, new CpuDevice());
    }

    public static LiveModel load(byte[] file, Device device) {
        return load(file, device, 0);
    }

    /** One that takes at most {@code maxBatch} images in a run, or any number where that is 0. */
    public static LiveModel load(byte[] file, Device device, int maxBatch) {
        try {
            ModelPackage metadata = withMaxBatch(ModelPackage.read(file), maxBatch);
            Path written = Files.write(Files.createTempFile("model", ".onnx"), file);
            try {
                return new LiveModel(metadata, device.open(written, metadata));
            } finally {
                Files.delete(written);
            }
        } catch (ModelRejectedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModelPackage withMaxBatch(ModelPackage model, int maxBatch) {
        return new ModelPackage(
                model.version(),
                model.name(),
                model.labels(),
                model.geometry(),
                maxBatch,
                model.embeddingSize(),
                model.preprocessing(),
                model.tensors(),
                model.probe(),
                model.lineage());
    }
}
