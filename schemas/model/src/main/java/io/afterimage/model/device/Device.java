package io.afterimage.model.device;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import java.io.IOException;
import java.nio.file.Path;

/** Where models run. Safe for many threads. */
public interface Device {
    /** As {@code afterimage.device} names it: {@code cpu}, {@code cuda:0}. */
    String name();

    /** Whether batches bring anything; where not, each image is best decoded and inferred on one core. */
    boolean collectsBatches();

    /** Most images that one run may have, from 1. */
    int largestBatch();

    /**
     * Puts a model on the device, runs it at every batch size in use and compares its scores on the probe image with those
     * of its publication. Nothing native is left behind if that fails.
     *
     * @param file a package that has passed a {@link io.afterimage.model.trial.Trial}; not needed any more afterwards
     * @param model what {@link ModelPackage#read} made of it
     * @throws ModelRejectedException if the model is not taken
     * @throws IOException if the file cannot be read
     */
    LoadedModel open(Path file, ModelPackage model) throws ModelRejectedException, IOException;
}
