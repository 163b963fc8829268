package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.InferenceException;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.RunFailedException.Reason;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Takes one batch through inference, whatever it takes: in smaller batches where memory does not do, image by image where one
 * of them makes the run fail. Owns the memory of the batch. For one thread.
 */
final class BatchStep {
    private final ModelRun run;
    private final BatchLimits limits;
    private final DeviceHealth health;
    private final PixelBuffer batch = new PixelBuffer();

    BatchStep(ModelRun run, BatchLimits limits, DeviceHealth health) {
        this.run = run;
        this.limits = limits;
        this.health = health;
    }

    /**
     * Answers each image of one model, with its outcome or with why it has none.
     *
     * @throws RunFailedException if the device is lost; images that are not answered then stay so
     */
    void answer(List<DecodedImage> images) throws RunFailedException {
        int largest = limits.of(images.get(0).model());
        for (int from = 0; from < images.size(); from += largest) {
            answerAtOnce(images.subList(from, Math.min(images.size(), from + largest)));
        }
    }

    private void answerAtOnce(List<DecodedImage> images) throws RunFailedException {
        if (!health.obstacle().isEmpty()) {
            throw new RunFailedException(Reason.DEVICE_LOST, health.obstacle());
        }
        try {
            List<Prepared> prepared =
                    images.stream().map(DecodedImage::prepared).toList();
            List<Outcome> outcomes = run.infer(prepared, pixels(images));
            limits.passed(images.get(0).model(), images.size());
            for (int i = 0; i < images.size(); i++) {
                images.get(i).task().outcome().complete(outcomes.get(i));
            }
        } catch (RunFailedException e) {
            recover(images, e);
        }
    }

    private void recover(List<DecodedImage> images, RunFailedException e) throws RunFailedException {
        // Once it was given up this batch is no longer answered here.
        if (e.reason() == Reason.DEVICE_LOST || !health.obstacle().isEmpty()) {
            throw e;
        }
        boolean alone = images.size() == 1;
        if (e.reason() == Reason.OUT_OF_DEVICE_MEMORY) {
            if (alone) {
                throw new RunFailedException(Reason.DEVICE_LOST, "no memory for a single image: " + e.getMessage(), e);
            }
            limits.halve(images.get(0).model(), images.size(), String.valueOf(e.getMessage()));
            answer(images);
        } else if (alone) {
            images.get(0)
                    .task()
                    .outcome()
                    .completeExceptionally(new InferenceException("The model's run failed: " + e.getMessage(), e));
        } else {
            for (DecodedImage image : images) {
                answerAtOnce(List.of(image));
            }
        }
    }

    /** One image where it lies; more of them copied one after the other, with room behind to fill the batch up. */
    private ByteBuffer pixels(List<DecodedImage> images) {
        DecodedImage first = images.get(0);
        if (images.size() == 1) {
            return first.pixels();
        }
        // The other runner may just have lowered the limit.
        int rows = Math.max(images.size(), limits.of(first.model()));
        ByteBuffer pixels = batch.of(rows * first.bytes());
        images.forEach(image -> pixels.put(image.pixels()));
        return pixels.rewind();
    }
}
