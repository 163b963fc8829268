package io.afterimage.classifier;

import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.time.Clock;
import java.util.function.IntConsumer;

/** Both steps of the classifier with default limits. */
public final class TestClassifiers {
    private TestClassifiers() {}

    public static ImageClassifier of(ModelSlot slot, Store store) {
        return of(slot, store, batch -> {});
    }

    public static ImageClassifier of(ModelSlot slot, Store store, IntConsumer batches) {
        return new ImageClassifier(
                new ImagePreparer(slot, store, ImageLimits.DEFAULTS, Clock.systemUTC()),
                new ModelRun(Clock.systemUTC(), batches));
    }
}
