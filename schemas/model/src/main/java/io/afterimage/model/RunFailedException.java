package io.afterimage.model;

/** A run of a model failed. The message is one line of what the device or the runtime said. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** What failed; also the label of metrics. */
    public enum Reason {
        /** The device has no memory for so many images; fewer may do. */
        OUT_OF_DEVICE_MEMORY,
        /** The device is of no use to this process any more: a CUDA error stays until the process ends. */
        DEVICE_LOST,
        /** This run only: an operator refused what it was given, or gave what no model of a package may give. */
        RUN_FAILED
    }

    private final Reason reason;

    public RunFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public RunFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
