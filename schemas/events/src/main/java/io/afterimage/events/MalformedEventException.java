package io.afterimage.events;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes on a topic are not the message that the topic carries. */
public final class MalformedEventException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    MalformedEventException(String topic, String message, Throwable cause) {
        super("No " + message + " on topic " + topic + ": " + cause.getMessage(), cause);
        this.rejection = new Rejection(RejectionReason.EVENT_MALFORMED, "no " + message + ": " + cause.getMessage());
    }

    /** The category and the detail, as a dead letter carries them. */
    public Rejection rejection() {
        return rejection;
    }
}
