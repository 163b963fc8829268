package io.afterimage.classifier.infer;

import org.jspecify.annotations.Nullable;

/** The infrastructure failed while an image was under way. The image is not to blame and is tried again. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
