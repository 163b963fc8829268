package io.afterimage.classifier.infer;

import org.jspecify.annotations.Nullable;

/**
 * A record of the images topic as it was polled.
 *
 * @param value serialized {@code ImageEvent}, or whatever somebody wrote instead; not to be changed
 * @param receivedAt when the broker appended it, in Unix milliseconds
 */
public record ImageRecord(String topic, int partition, long offset, byte @Nullable [] value, long receivedAt) {}
