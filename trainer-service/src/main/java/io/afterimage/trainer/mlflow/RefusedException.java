package io.afterimage.trainer.mlflow;

import java.io.IOException;

/** The server answered, and not with what was asked for. The message is one line. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final String code;

    /**
     * @param status of HTTP
     * @param code MLflow's own, such as {@code RESOURCE_DOES_NOT_EXIST}; empty where another than MLflow answered
     */
    RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    boolean is(String other) {
        return code.equals(other);
    }

    /** Whether the same call would be refused again, whoever mends what. */
    boolean isForGood() {
        return status == BAD_REQUEST && !code.isEmpty();
    }
}
