package io.afterimage.classifier.metrics;

import java.util.Map;

/**
 * How far the consumer group is behind, at one moment.
 *
 * @param partitions by the partition of the images topic
 * @param at when it was asked, in Unix milliseconds
 */
public record Lag(Map<Integer, Partition> partitions, long at) {
    /**
     * One partition.
     *
     * @param waiting records that can be read and are not yet committed as processed
     * @param unstable records behind an open transaction, which no read_committed consumer can read yet
     */
    public record Partition(long waiting, long unstable) {}

    /** Records of all partitions that can be read and are not yet processed. */
    public long waiting() {
        return partitions.values().stream().mapToLong(Partition::waiting).sum();
    }
}
