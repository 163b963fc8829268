package io.afterimage.model.device;

/** A device cannot be used. The message says in one line what is missing and what to do. */
public final class DeviceUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    DeviceUnavailableException(String message) {
        super(message);
    }

    DeviceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
