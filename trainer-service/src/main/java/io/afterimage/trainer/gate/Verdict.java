package io.afterimage.trainer.gate;

import java.util.Locale;

/** What becomes of a candidate. */
public enum Verdict {
    /** It is better, and goes live. */
    PROMOTED,
    /** It is not better, or loses something. */
    REJECTED,
    /** The data cannot decide, or a person shall: it stays published until somebody promotes it. */
    WAITING;

    /** As people and JSON read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
