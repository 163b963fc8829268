package io.afterimage.classifier;

import io.afterimage.classifier.live.LiveModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;

/** Models made in code, loaded as the classifier loads them. */
public final class LiveModels {
    private LiveModels() {}

    public static LiveModel load(byte[] file) {
        try {
            ModelPackage metadata = ModelPackage.read(file);
            return new LiveModel(metadata, ModelSession.open(file, metadata, 1));
        } catch (ModelRejectedException e) {
            throw new IllegalStateException(e);
        }
    }
}
