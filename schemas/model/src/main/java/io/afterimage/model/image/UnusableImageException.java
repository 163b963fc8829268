package io.afterimage.model.image;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;

/** Ends the reading of a header from any depth; it never leaves this package, whose answer is the rejection. */
final class UnusableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;
    private final String detail;

    UnusableImageException(RejectionReason reason, String detail) {
        // Without a stack trace: thousands of bad images a second must stay cheap.
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    static UnusableImageException invalid(String detail) {
        return new UnusableImageException(RejectionReason.HEADER_INVALID, detail);
    }

    static UnusableImageException truncated(String detail) {
        return new UnusableImageException(RejectionReason.IMAGE_TRUNCATED, detail);
    }

    Rejection rejection() {
        return new Rejection(reason, detail);
    }
}
