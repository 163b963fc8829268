package io.afterimage.cli;

/** A command cannot do what was asked. The message is one line that says what to do about it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }
}
