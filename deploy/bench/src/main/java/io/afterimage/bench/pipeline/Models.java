package io.afterimage.bench.pipeline;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;

/** Opens a package as a child process was told to. */
final class Models {
    private Models() {}

    static LoadedModel open(byte[] file, ModelPackage metadata, String device, int threadsOfRun)
            throws ModelRejectedException {
        return ModelSession.open(file, metadata, threadsOfRun);
    }
}
