package io.afterimage.model.log;

/** The log stands otherwise than the writer expects; the message says how, for a person. Nothing was written. */
public final class ModelLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelLogException(String message) {
        super(message);
    }
}
