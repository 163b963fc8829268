package io.afterimage.trainer.engine.graph;

/**
 * A model that cannot be trained; it can serve all the same. The message is one line that names the operator, tensor or rule
 * and says what to do; it may hold names from the file, free of control characters and cut to {@value #LONGEST} characters.
 */
public final class UntrainableModelException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    /** Why; also the label of metrics. */
    public enum Reason {
        /** An operator that the interpreter does not know. */
        OPERATOR_NOT_COVERED,
        /** A form of a known operator that the interpreter does not know: an attribute, a rank, an output. */
        FORM_NOT_COVERED,
        /** A constant of a type that is not covered, or whose data are not whole. */
        WEIGHT_INVALID,
        /** No head that is known, or one of another shape than the labels ask for. */
        HEAD_UNKNOWN,
        /** An operator failed on real images. */
        RUN_FAILED,
        /** Other scores than those of ONNX Runtime. */
        SCORES_DIFFER
    }

    private final Reason reason;

    public UntrainableModelException(Reason reason, String message) {
        super(oneLine(message));
        this.reason = reason;
    }

    public UntrainableModelException(Reason reason, String message, Throwable cause) {
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
