package io.afterimage.bench.jmh;

import com.google.protobuf.ByteString;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.infer.batched.BatchedRunners;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.device.Device;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Runners on a device with a live model, and an image for them. Closing ends the runners before the model. */
final class RunnersScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "01900000-0000-7000-8000-000000000000";

    private final ModelSlot slot = new ModelSlot();
    private final CrashGuard guard;
    private final Runners runners;
    private final byte[] event;

    /**
     * Starts them as the classifier does: fused ones where the device does not collect batches.
     *
     * @param model a package
     * @param threads that decode, and on a CPU infer as well
     * @param runners threads that run the model on an accelerator
     * @param capacity most images that wait
     */
    RunnersScene(Device device, byte[] model, byte[] image, int threads, int runners, int capacity)
            throws ModelRejectedException, IOException {
        ModelPackage metadata = ModelPackage.read(model);
        Path file = Files.write(Files.createTempFile("afterimage-jmh", ".onnx"), model);
        slot.swap(new LiveModel(metadata, device.open(file, metadata)));
        Files.delete(file);
        guard = CrashGuard.open(Files.createTempDirectory("afterimage-jmh"), PATIENCE, Clock.systemUTC());
        event = ImageEvent.newBuilder()
                .setId(ID)
                .setSource("bench")
                .setData(ByteString.copyFrom(image))
                .build()
                .toByteArray();
        ModelRun run = new ModelRun(Clock.systemUTC(), images -> {});
        this.runners = device.collectsBatches()
                ? new BatchedRunners(
                        new BatchedRunners.Settings(
                                device.name(), device.largestBatch(), runners, threads, capacity, PATIENCE),
                        this::preparer,
                        run,
                        RunnersScene::lost)
                : new FusedRunners(threads, capacity, () -> new ImageClassifier(preparer(), run), PATIENCE);
    }

    /** Submits the image once more. */
    ImageTask submit() {
        ImageTask task = new ImageTask(new ImageRecord("images", 0, 0, event, 0));
        if (!runners.submit(task)) {
            throw new IllegalStateException("The runners have no room");
        }
        return task;
    }

    private ImagePreparer preparer() {
        return new ImagePreparer(
                slot,
                new Store(Path.of("")),
                ImageLimits.DEFAULTS,
                new ImageDecoder(ImageLimits.DEFAULTS),
                guard,
                Clock.systemUTC());
    }

    private static void lost(String said) {
        throw new IllegalStateException(said);
    }

    @Override
    public void close() throws IOException {
        runners.close();
        slot.close();
        guard.close();
    }
}
