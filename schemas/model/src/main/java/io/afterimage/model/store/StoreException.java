package io.afterimage.model.store;

/** The store answered, but not with the bytes that the key names. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the object. */
    public enum Reason {
        MISSING,
        CHANGED,
        TOO_LARGE
    }

    private final Reason reason;

    StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
