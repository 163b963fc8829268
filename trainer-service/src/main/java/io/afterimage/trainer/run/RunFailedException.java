package io.afterimage.trainer.run;

/** A run that came to no candidate. The message is one line: what is wrong, and what to do. */
final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String category;

    /** @param category stable, in capitals: one of {@link RunFailure}, or why there was nothing to train */
    RunFailedException(String category, String message) {
        super(message);
        this.category = category;
    }

    String category() {
        return category;
    }
}
