package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import java.util.Arrays;

/**
 * The bytes of one image while they arrive, never more than the limit. What the client announced is set aside at once,
 * so that an upload which was let in is not refused halfway; memory is taken only as bytes come. For one thread.
 */
public final class Body {
    private static final int FIRST = 64 * 1024;

    private final Admission.Permit permit;
    private final int limit;
    private long reserved;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param limit most bytes
     * @param announced Content-Length; negative where none was given
     * @throws RefusedException if more is announced than allowed, or than there is room for now
     */
    public Body(Admission.Permit permit, int limit, long announced) {
        this.permit = permit;
        this.limit = limit;
        if (announced > limit) {
            throw tooLarge();
        }
        reserve(announced);
    }

    /**
     * Adds what arrived.
     *
     * @throws RefusedException if it is too much
     */
    public void append(byte[] chunk) {
        if (chunk.length > limit - length) {
            throw tooLarge();
        }
        int needed = length + chunk.length;
        if (needed > bytes.length) {
            int capacity = (int) Math.min(limit, Math.max(needed, Math.max(FIRST, 2L * bytes.length)));
            reserve(capacity);
            bytes = Arrays.copyOf(bytes, capacity);
        }
        System.arraycopy(chunk, 0, bytes, length, chunk.length);
        length = needed;
    }

    /** All that arrived. */
    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void reserve(long capacity) {
        if (capacity > reserved) {
            permit.reserve(capacity - reserved);
            reserved = capacity;
        }
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                ProblemType.BODY_TOO_LARGE, "at most " + limit + " bytes are taken (afterimage.image.most-bytes)");
    }
}
