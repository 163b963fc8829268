package io.afterimage.events;

/**
 * An expected failure as a value.
 *
 * @param reason the category
 * @param detail one line for a person, without control characters and at most 500 characters long, since parts of it
 *     come from outside
 */
public record Rejection(RejectionReason reason, String detail) {
    private static final int LONGEST_DETAIL = 500;

    public Rejection {
        detail = detail.codePoints()
                .limit(LONGEST_DETAIL)
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
