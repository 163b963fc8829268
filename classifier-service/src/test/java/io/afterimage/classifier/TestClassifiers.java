package io.afterimage.classifier;

import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntConsumer;

/** Both steps of the classifier with default limits, and a guard that all of this JVM share. */
public final class TestClassifiers {
    private static final CrashGuard GUARD = openGuard();

    private TestClassifiers() {}

    public static ImageClassifier of(ModelSlot slot, Store store) {
        return of(slot, store, batch -> {});
    }

    public static ImageClassifier of(ModelSlot slot, Store store, IntConsumer batches) {
        return new ImageClassifier(preparer(slot, store), new ModelRun(Clock.systemUTC(), batches));
    }

    public static ImagePreparer preparer(ModelSlot slot, Store store) {
        return new ImagePreparer(
                slot, store, ImageLimits.DEFAULTS, new ImageDecoder(ImageLimits.DEFAULTS), GUARD, Clock.systemUTC());
    }

    private static CrashGuard openGuard() {
        try {
            Path folder = Files.createTempDirectory("afterimage-test-guard");
            return CrashGuard.open(folder, Duration.ofSeconds(20), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
