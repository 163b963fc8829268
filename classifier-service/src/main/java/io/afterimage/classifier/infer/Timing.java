package io.afterimage.classifier.infer;

import java.util.EnumMap;
import java.util.Map;

/**
 * When one image reached each stage, by {@link System#nanoTime}. Written by the thread that has the image, one after
 * another, and read once its outcome is there: completing and awaiting the outcome puts the writes before the reads.
 */
public final class Timing {
    private final Map<Stage, Long> reached = new EnumMap<>(Stage.class);

    /** Made when the image is submitted. */
    public Timing() {
        reach(Stage.SUBMITTED);
    }

    /** What an image goes through, in this order; one that is rejected or expired stops somewhere. */
    public enum Stage {
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

    /** Notes that the image is at a stage now. */
    public void reach(Stage stage) {
        reached.put(stage, System.nanoTime());
    }

    /** Whether the image came as far as this stage. */
    public boolean reached(Stage stage) {
        return reached.containsKey(stage);
    }

    /** Nanoseconds from one stage to a later one; 0 if the image did not reach both. */
    public long nanos(Stage from, Stage to) {
        Long begin = reached.get(from);
        Long end = reached.get(to);
        return begin == null || end == null ? 0 : end - begin;
    }

    /** {@link System#nanoTime} when the image reached a stage, or {@code otherwise} if it never did. */
    public long at(Stage stage, long otherwise) {
        return reached.getOrDefault(stage, otherwise);
    }
}
