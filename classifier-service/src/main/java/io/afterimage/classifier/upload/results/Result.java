package io.afterimage.classifier.upload.results;

/**
 * What became of an image.
 *
 * @param id the image's id; empty where a dead letter does not tell
 * @param source the image's source; empty where a dead letter does not tell
 * @param state label or dead letter
 * @param reason of a dead letter, else empty
 * @param detail of a dead letter, else empty
 * @param json one line with the keys of {@code watch --json} or {@code deadletters --json}
 */
public record Result(String id, String source, State state, String reason, String detail, String json) {
    /** How it ended. */
    public enum State {
        LABELLED,
        REJECTED
    }

    /** Whether this is what a person wants to know rather than the other: an image replayed may get its label yet. */
    boolean betterThan(Result other) {
        return state == State.LABELLED && other.state == State.REJECTED;
    }
}
