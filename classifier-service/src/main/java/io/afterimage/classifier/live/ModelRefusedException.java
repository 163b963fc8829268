package io.afterimage.classifier.live;

import org.jspecify.annotations.Nullable;

/** A version cannot be used, and trying again will not help. The message says why, in one line. */
public final class ModelRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    ModelRefusedException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
