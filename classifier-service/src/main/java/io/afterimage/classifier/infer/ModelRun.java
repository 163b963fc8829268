package io.afterimage.classifier.infer;

import io.afterimage.classifier.crash.Stage;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.classifier.infer.Timing.Step;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.Prediction;
import io.afterimage.model.RunFailedException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The step of inference: prepared images, one run of their one model, an outcome for each. Safe for many threads. */
public final class ModelRun {
    private static final float LARGEST_ERROR_OF_SUM = 1e-2f;

    private final Clock clock;
    private final IntConsumer batches;

    /** @param batches told of the size of each batch that was run */
    public ModelRun(Clock clock, IntConsumer batches) {
        this.clock = clock;
        this.batches = batches;
    }

    /**
     * Runs the model once. The one place where it is asked.
     *
     * @param images at least one; all leased the same model, and keep their leases
     * @param pixels direct; from its position on the images' pixels one after the other, in the same order
     * @return the outcomes in the same order
     * @throws RunFailedException if the run failed; no image has an outcome then
     */
    public List<Outcome> infer(List<Prepared> images, ByteBuffer pixels) throws RunFailedException {
        LiveModel model = images.get(0).lease().model();
        images.forEach(image -> image.guarded().enters(Stage.INFERENCE));
        images.forEach(image -> image.image().timing().reach(Step.INFERRING));
        Prediction prediction = model.loaded().run(pixels, images.size());
        images.forEach(image -> image.image().timing().reach(Step.INFERRED));
        batches.accept(images.size());
        Instant now = clock.instant();
        List<Outcome> outcomes = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            outcomes.add(outcome(images.get(i), model, prediction, i, now));
        }
        return outcomes;
    }

    private static Outcome outcome(Prepared image, LiveModel model, Prediction prediction, int row, Instant now) {
        float[] probabilities = prediction.probabilities(row);
        if (!isDistribution(probabilities)) {
            return new Outcome.Rejected(new Rejection(
                    RejectionReason.MODEL_OUTPUT_INVALID,
                    "model " + model.version() + " gave values that are no probabilities"));
        }
        return new Outcome.Classified(
                image.event(),
                image.sha256(),
                model.version(),
                model.metadata().labels(),
                probabilities,
                prediction.embedding(row),
                now);
    }

    private static boolean isDistribution(float[] probabilities) {
        float sum = 0;
        for (float probability : probabilities) {
            if (!(probability >= 0)) {
                return false;
            }
            sum += probability;
        }
        return Math.abs(sum - 1) < LARGEST_ERROR_OF_SUM;
    }
}
