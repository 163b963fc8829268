package io.afterimage.trainer.picture;

/** So many pictures are being made that this one was not begun in time. The message is one line for a person. */
public final class PicturesBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PicturesBusyException(String message) {
        super(message);
    }
}
