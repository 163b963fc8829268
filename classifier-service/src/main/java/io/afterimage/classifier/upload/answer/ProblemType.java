package io.afterimage.classifier.upload.answer;

import java.util.Locale;

/** Why a request was not answered as asked. One list for the problem's type, its reason code and the metric's label. */
public enum ProblemType {
    /** A parameter or field breaks its rule; the detail names it. */
    PARAMETER_INVALID(400, "A parameter is not valid"),
    /** The path names no UUIDv7. */
    ID_INVALID(400, "This is no image id"),
    /** The body is not what its headers say. */
    BODY_MALFORMED(400, "The body cannot be read"),
    IMAGE_EMPTY(400, "The image has no bytes"),
    REQUEST_MALFORMED(400, "The request cannot be read"),
    TOKEN_WRONG(401, "The token is missing or wrong"),
    /** No token is configured, so nothing that changes something is answered. */
    UPLOAD_DISABLED(403, "Uploads are not switched on"),
    HOST_NOT_ALLOWED(403, "This host or origin is not allowed"),
    PATH_UNKNOWN(404, "There is nothing at this path"),
    /** No label and no dead letter was found for the id. */
    IMAGE_UNKNOWN(404, "Nothing is known of this image"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    BODY_TOO_LARGE(413, "The image is too large"),
    MEDIA_TYPE_UNSUPPORTED(415, "This content type is not taken"),
    /** The bytes are of no format that is decoded. */
    IMAGE_UNSUPPORTED(415, "This is no image of a format that is decoded"),
    /** The image that was waited for became a dead letter. */
    IMAGE_REJECTED(422, "The image became a dead letter"),
    TOO_MANY_REQUESTS(429, "Too many requests at once", 1),
    SOURCE_TOO_FAST(429, "This source sends too fast", 1),
    INTERNAL_ERROR(500, "Something went wrong here"),
    /** The brokers or the topics are not there; what was sent may be sent again. */
    BROKERS_AWAY(503, "The brokers do not take images now", 5),
    STORE_AWAY(503, "The store does not take images now", 5),
    /** The images under way hold all the memory that they may. */
    MEMORY_FULL(503, "Too many bytes are under way", 1);

    private final int status;
    private final String title;
    private final int retryAfter;

    ProblemType(int status, String title) {
        this(status, title, 0);
    }

    ProblemType(int status, String title, int retryAfter) {
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One line for people, always the same for this type. */
    public String title() {
        return title;
    }

    /** Seconds after which another try may succeed; 0 where the same request would fail again. */
    public int retryAfter() {
        return retryAfter;
    }

    /** The stable name of RFC 9457's {@code type}. */
    public String urn() {
        return "urn:afterimage:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
