package io.afterimage.trainer.live;

import java.time.Instant;

/**
 * An entry of the model log, whether it took effect or not.
 *
 * @param author person or service
 * @param rollback whether it restores an earlier live version
 * @param effective false where it contradicts what stood in the log before, and so changes nothing
 */
public record TimelineEntry(
        Kind kind, String version, Instant at, String author, String reason, boolean rollback, boolean effective) {
    /** What is said of the version. */
    public enum Kind {
        PUBLISHED,
        PROMOTED,
        REJECTED
    }
}
