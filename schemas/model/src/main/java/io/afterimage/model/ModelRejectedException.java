package io.afterimage.model;

/**
 * A model file that is not taken: neither imported, published, promoted nor loaded. The message is one line that names
 * the operator, tensor or rule and says what to do; it may hold names from the file, free of control characters and cut to
 * {@value #LONGEST} characters.
 */
public final class ModelRejectedException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    /** Why; also the label of metrics. */
    public enum Reason {
        /** No ONNX model at all: empty, cut off, or something else. */
        NOT_ONNX,
        /** An operator, domain or construct beyond what classifiers need. */
        UNSUPPORTED_OPERATOR,
        /** An operator set older than 7. */
        UNSUPPORTED_OPSET,
        /** Weights outside the file. */
        EXTERNAL_DATA,
        /** Not one float32 image input, or not of the size asked for. */
        INPUT_SHAPE,
        /** Not one row of scores an image. */
        OUTPUT_SHAPE,
        /** As many labels as outputs are needed. */
        LABELS_MISMATCH,
        /** A label that is empty, too long, given twice, or holds control characters. */
        LABELS_INVALID,
        /** An option is missing, or at odds with the model or with another. */
        OPTIONS,
        /** Past a limit of size or count. */
        TOO_LARGE,
        /** Metadata of a package missing, malformed, or at odds with its graph. */
        PACKAGE_INVALID,
        /** The runtime refuses the model, or a run of it failed. */
        RUN_FAILED,
        /** The device has no memory for it, beside the model that is in use. */
        DEVICE_MEMORY,
        /** Other scores on the probe image than at publication, or none that are probabilities. */
        PROBE_MISMATCH,
        /** The first run took too long. */
        TRIAL_TIMEOUT,
        /** The first run needed too much memory. */
        TRIAL_MEMORY,
        /** The first run ended without a verdict: a crash of native code, or a bug of ours. */
        TRIAL_CRASHED
    }

    private final Reason reason;

    public ModelRejectedException(Reason reason, String message) {
        super(oneLine(message));
        this.reason = reason;
    }

    public ModelRejectedException(Reason reason, String message, Throwable cause) {
        super(oneLine(message), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static String oneLine(String message) {
        String line = message.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
