package io.afterimage.classifier.infer;

import org.jspecify.annotations.Nullable;

/**
 * A record of the images topic as it was polled, and what became of it since.
 *
 * @param value serialized {@code ImageEvent}, or whatever somebody wrote instead; not to be changed
 * @param receivedAt when the broker appended it, in Unix milliseconds
 * @param timing begins with the poll; each stage notes itself
 */
public record ImageRecord(
        String topic, int partition, long offset, byte @Nullable [] value, long receivedAt, Timing timing) {

    /** A record that was polled just now. */
    public ImageRecord(String topic, int partition, long offset, byte @Nullable [] value, long receivedAt) {
        this(topic, partition, offset, value, receivedAt, new Timing());
    }
}
