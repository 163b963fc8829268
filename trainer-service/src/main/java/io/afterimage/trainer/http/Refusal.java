package io.afterimage.trainer.http;

/** A request that is not answered as asked. Thrown by a handler, it becomes a problem (RFC 9457). */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    /**
     * @param status HTTP status, 400 to 599
     * @param reason stable category in capitals, such as TOKEN_WRONG
     * @param detail one line for a person: what is wrong and what to do
     */
    public Refusal(int status, String reason, String detail) {
        super(detail);
        this.status = status;
        this.reason = reason;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}
