package io.afterimage.trainer.engine;

import io.afterimage.trainer.engine.graph.Node;

/** An operator that libtorch could not run: shapes that do not fit, or too little memory. The message is one line. */
public final class OperatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OperatorFailedException(Node node, RuntimeException cause) {
        super("operator " + node + " fails: " + firstLine(cause), cause);
    }

    /** libtorch adds a stack of its own. */
    private static String firstLine(RuntimeException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
