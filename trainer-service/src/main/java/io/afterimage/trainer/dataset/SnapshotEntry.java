package io.afterimage.trainer.dataset;

import io.afterimage.events.v1.Side;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One example of a snapshot.
 *
 * @param sha256 of the original image file, lower-case hex
 * @param image the image's file, absolute, at most 512 kB
 * @param label the class that the votes agree on
 * @param source where the image came from
 * @param group near-duplicates and frames of one scene share one, which is never split
 * @param side of the split, the group's
 * @param firstSeen when an image of its group was first seen; nothing that is said later changes it
 */
public record SnapshotEntry(
        String sha256, Path image, String label, String source, String group, Side side, Instant firstSeen) {}
