package io.afterimage.model;

import java.nio.ByteBuffer;

/**
 * A model on a device, which can be asked. Safe for many threads at once, except {@link #close}, which must come after the
 * last run has ended.
 */
public interface LoadedModel extends AutoCloseable {
    /**
     * Classifies images.
     *
     * @param pixels direct; from its position on uint8 [n, height, width, 3] in RGB; its position stays. What lies
     *     behind may be read as well
     * @param n number of images, from 1 to {@link #largestBatch}
     * @throws RunFailedException if the run fails; what it gave is of no use then
     */
    Prediction run(ByteBuffer pixels, int n) throws RunFailedException;

    /** Most images that one run may have, from 1. */
    int largestBatch();

    /** How it computes, in a few words, where that is not as the model was published; else empty. */
    default String remark() {
        return "";
    }

    @Override
    void close();
}
