package io.afterimage.trainer.answer;

import io.afterimage.events.v1.Feedback;

/** What became of an answer. */
public sealed interface Taken {
    /** It can be written. */
    record Accepted(Feedback feedback) implements Taken {}

    /**
     * It cannot.
     *
     * @param reason stable category in capitals
     * @param detail one line for a person
     */
    record Refused(String reason, String detail) implements Taken {}
}
