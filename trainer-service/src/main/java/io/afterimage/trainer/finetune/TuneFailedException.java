package io.afterimage.trainer.finetune;

/** A training that came to no model. The message is one line: what is wrong, and what to do. */
public final class TuneFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why; also the label of metrics. */
    public enum Reason {
        /** All examples that can be used are of one class. */
        ONE_CLASS,
        /** No two classes have enough examples. */
        TOO_FEW_EXAMPLES,
        /** Not one image can be decoded. */
        NOTHING_DECODES,
        /** The preset needs a model to begin with. */
        PARENT_MISSING,
        /** The model to begin with is no package, or cannot be trained. */
        PARENT_UNTRAINABLE,
        /** The loss was no number, also at lower rates. */
        DIVERGED,
        /** What is kept on disk would be more than is allowed. */
        CACHE_TOO_SMALL,
        /** What was learned makes no valid package. */
        CANDIDATE_INVALID
    }

    private final Reason reason;

    TuneFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    TuneFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
