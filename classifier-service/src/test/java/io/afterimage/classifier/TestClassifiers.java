package io.afterimage.classifier;

import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.time.Clock;

/** Both steps of the classifier with default limits. */
public final class TestClassifiers {
    private TestClassifiers() {}

    public static ImageClassifier of(ModelSlot slot, Store store) {
        return new ImageClassifier(preparer(slot, store), new ModelRun(Clock.systemUTC()));
    }

    public static ImagePreparer preparer(ModelSlot slot, Store store) {
        return new ImagePreparer(slot, store, ImageLimits.DEFAULTS, Clock.systemUTC());
    }
}
