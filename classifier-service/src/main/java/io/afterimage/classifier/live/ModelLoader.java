package io.afterimage.classifier.live;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.device.Device;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.model.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Makes a version of the log into a model that can be asked: fetched, its hash and size checked, tried in a child process,
 * opened, run at every batch size in use, and its scores compared with those it was published with.
 */
public final class ModelLoader {
    private final Store store;
    private final Trial trial;
    private final Supplier<Device> device;

    /**
     * Opens models on the device that is in use at that moment.
     *
     * @param trial where a version runs before this process opens it
     */
    public ModelLoader(Store store, Trial trial, Supplier<Device> device) {
        this.store = store;
        this.trial = trial;
        this.device = device;
    }

    /**
     * Loads a version from a copy of its own, which is gone afterwards, since a model may be larger than Java's memory; nothing
     * native is left behind if that fails.
     *
     * @throws ModelRefusedException if the package is not what it should be: another try gives the same
     * @throws IOException if the store fails, or no child process can be started: another try may succeed
     */
    public LiveModel load(ModelVersion version) throws ModelRefusedException, IOException {
        Path file = Files.createTempFile("afterimage-model", ".onnx");
        try {
            store.copy(Store.Kind.MODEL, version.version(), version.size(), file);
            ModelPackage metadata = ModelPackage.read(file, version.version());
            trial.verify(metadata, file);
            return new LiveModel(metadata, device.get().open(file, metadata));
        } catch (StoreException | ModelRejectedException e) {
            throw new ModelRefusedException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
