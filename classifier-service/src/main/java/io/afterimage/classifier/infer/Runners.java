package io.afterimage.classifier.infer;

/**
 * Those who take images from their records to their outcomes, many at a time. All methods may be called from any thread.
 *
 * <p>Images wait in one queue in the order of submission. {@link #submit} keeps it within its capacity; an image that
 * somebody already waits for goes to the front past the capacity, and at most one for each waiting thread can.
 */
public interface Runners extends AutoCloseable {
    /** Puts an image at the end of the queue; false if the queue is full or closed. */
    boolean submit(ImageTask task);

    /** Moves an image to the front, or puts it there; without effect on one that is under way. */
    void expedite(ImageTask task, boolean submitted);

    /** Takes an image back that nobody waits for any more. */
    void cancel(ImageTask task);

    /** Images that wait to be taken up. */
    int waiting();

    /**
     * Lets what is under way end, and cancels what waits.
     *
     * @throws InferenceException if a runner is still busy after the time allowed: native memory it uses must not be
     *     freed then
     */
    @Override
    void close();
}
