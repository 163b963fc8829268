package io.afterimage.trainer.stream;

/** As many follow already as may. The message is one line for a person. */
public final class TooManyReadersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyReadersException(String message) {
        super(message);
    }
}
