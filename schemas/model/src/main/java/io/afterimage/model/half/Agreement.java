package io.afterimage.model.half;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Probe;
import io.afterimage.model.RunFailedException;
import java.nio.ByteBuffer;

/**
 * Compares a session in float16 with the package itself, in float32 on the processor, on images that are computed: no probability
 * may differ by more than {@link HalfModel#TOLERANCE}, and the first class must be the same where the second is not as close.
 */
final class Agreement {
    private static final int IMAGES = 5;

    private Agreement() {}

    /** @throws ModelRejectedException if they do not agree, or one of them cannot be run */
    static void check(byte[] file, ModelPackage model, ModelSession half) throws ModelRejectedException {
        try (ModelSession single = ModelSession.openProven(file, model, 1)) {
            for (int i = 0; i < IMAGES; i++) {
                ByteBuffer image = Probe.pixels(model.geometry(), i);
                String difference = difference(
                        single.run(image, 1).probabilities(0),
                        half.run(image, 1).probabilities(0));
                if (!difference.isEmpty()) {
                    throw new ModelRejectedException(Reason.PROBE_MISMATCH, "in float16 " + difference);
                }
            }
        } catch (RunFailedException e) {
            throw new ModelRejectedException(Reason.RUN_FAILED, "in float16 it fails: " + e.getMessage(), e);
        }
    }

    /** Of the probabilities of one image; empty if they agree. */
    static String difference(float[] single, float[] half) {
        int best = 0;
        int bestOfHalf = 0;
        for (int i = 0; i < single.length; i++) {
            // Written so that NaN differs too.
            if (!(Math.abs(single[i] - half[i]) <= HalfModel.TOLERANCE)) {
                return "class " + i + " scores " + half[i] + " instead of " + single[i];
            }
            best = single[i] > single[best] ? i : best;
            bestOfHalf = half[i] > half[bestOfHalf] ? i : bestOfHalf;
        }
        boolean clear = single[best] - single[bestOfHalf] > HalfModel.TOLERANCE;
        return clear ? "class " + bestOfHalf + " comes first instead of " + best : "";
    }
}
