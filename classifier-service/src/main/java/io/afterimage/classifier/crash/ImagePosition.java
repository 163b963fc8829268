package io.afterimage.classifier.crash;

/**
 * A record of the images topic.
 *
 * @param receivedAt when the broker appended it, in Unix milliseconds: a topic made anew repeats offsets, not this
 */
public record ImagePosition(int partition, long offset, long receivedAt) {
    @Override
    public String toString() {
        return "offset " + offset + " of partition " + partition;
    }
}
