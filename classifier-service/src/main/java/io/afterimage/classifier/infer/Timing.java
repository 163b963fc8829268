package io.afterimage.classifier.infer;

import java.util.EnumMap;
import java.util.Map;

/**
 * When one image took each step, by {@link System#nanoTime}. Written by the thread that has the image, one after
 * another, and read once its outcome is there: completing and awaiting the outcome puts the writes before the reads.
 */
public final class Timing {
    private final Map<Step, Long> reached = new EnumMap<>(Step.class);

    /** Made when the image is submitted. */
    public Timing() {
        reach(Step.SUBMITTED);
    }

    /** What an image goes through, in this order; one that is rejected or expired stops somewhere. */
    public enum Step {
        SUBMITTED,
        /** A runner has it. */
        TAKEN,
        /** Its encoded bytes are there. */
        DECODING,
        DECODED,
        /** Its batch goes into the model. */
        INFERRING,
        INFERRED
    }

    /** Notes that the image takes a step now. */
    public void reach(Step step) {
        reached.put(step, System.nanoTime());
    }

    /** Whether the image came as far as this step. */
    public boolean reached(Step step) {
        return reached.containsKey(step);
    }

    /** Nanoseconds from one step to a later one; 0 if the image did not reach both. */
    public long nanos(Step from, Step to) {
        Long begin = reached.get(from);
        Long end = reached.get(to);
        return begin == null || end == null ? 0 : end - begin;
    }

    /** {@link System#nanoTime} when the image took a step, or {@code otherwise} if it never did. */
    public long at(Step step, long otherwise) {
        return reached.getOrDefault(step, otherwise);
    }
}
