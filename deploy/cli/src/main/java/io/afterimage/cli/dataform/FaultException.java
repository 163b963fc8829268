package io.afterimage.cli.dataform;

import java.io.IOException;

/** A fault on its way to where its place is known; the message is its detail. */
final class FaultException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault.Reason reason;

    FaultException(Fault.Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Fault.Reason reason() {
        return reason;
    }
}
