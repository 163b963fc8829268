package io.afterimage.model.device;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import java.nio.file.Path;

/** The processor. One run uses one core: images are what runs in parallel. */
public final class CpuDevice implements Device {
    /** As {@code afterimage.device} names it. */
    public static final String NAME = "cpu";

    private static final int THREADS_OF_A_RUN = 1;
    private static final int LARGEST_BATCH = 1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean collectsBatches() {
        return false;
    }

    @Override
    public int largestBatch() {
        return LARGEST_BATCH;
    }

    @Override
    public LoadedModel open(Path file, ModelPackage model) throws ModelRejectedException {
        return ModelSession.openProven(file, model, THREADS_OF_A_RUN).verified(LARGEST_BATCH);
    }
}
