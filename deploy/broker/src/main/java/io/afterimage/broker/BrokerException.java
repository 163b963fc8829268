package io.afterimage.broker;

/** The broker cannot be started. The message is one line with the cause. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }
}
