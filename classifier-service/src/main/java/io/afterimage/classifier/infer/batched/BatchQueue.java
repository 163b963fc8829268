package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.InferenceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All images from submission to inference: those that wait to be decoded, those being decoded, and those that are decoded. One
 * lock guards all of it; nothing slow is done under it.
 */
final class BatchQueue {
    private enum State {
        OPEN,
        /** Nothing is taken out any more; what is there and what comes is kept for whoever takes over. */
        HALTED,
        /** Nothing is there and nothing comes in. */
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition submitted = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final int capacity;
    private final DecodedImages decoded;

    // All guarded by the lock.
    private final Deque<ImageTask> waiting = new ArrayDeque<>();
    private final Set<ImageTask> decoding = new HashSet<>();
    private final Set<ImageTask> urgent = new HashSet<>();
    private State state = State.OPEN;
    private String failure = "";

    /** Keeps at most {@code capacity} images waiting; the decoded ones are kept by {@code decoded}, under the lock here. */
    BatchQueue(int capacity, DecodedImages decoded) {
        this.capacity = capacity;
        this.decoded = decoded;
    }

    /** As {@link io.afterimage.classifier.infer.Runners#submit}. */
    boolean submit(ImageTask task) {
        lock.lock();
        try {
            boolean taken = state != State.CLOSED && waiting.size() < capacity;
            if (taken) {
                waiting.addLast(task);
                submitted.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link io.afterimage.classifier.infer.Runners#expedite}; a closed queue answers at once. */
    void expedite(ImageTask task, boolean known) {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                refuse(task);
            } else if (!known || waiting.remove(task)) {
                waiting.addFirst(task);
                submitted.signal();
            } else if (decoding.contains(task)) {
                urgent.add(task);
            } else {
                decoded.remove(task).ifPresent(decoded::addFirst);
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link io.afterimage.classifier.infer.Runners#cancel}. */
    void cancel(ImageTask task) {
        lock.lock();
        try {
            task.outcome().cancel(false);
            waiting.remove(task);
            decoded.remove(task).ifPresent(DecodedImage::close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many are decoded. */
    int ready() {
        lock.lock();
        try {
            return decoded.size();
        } finally {
            lock.unlock();
        }
    }

    /** The next image to decode, for which {@link #decoded} or {@link #ended} is called; null if none comes in time. */
    @Nullable
    ImageTask nextToDecode(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (state != State.OPEN || waiting.isEmpty()) {
                if (left <= 0 || state == State.CLOSED) {
                    return null;
                }
                left = submitted.awaitNanos(left);
            }
            ImageTask task = waiting.removeFirst();
            decoding.add(task);
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a decoded image over, after so many nanoseconds of decoding. */
    void decoded(DecodedImage image, long nanos) {
        lock.lock();
        try {
            ImageTask task = image.task();
            boolean first = urgent.contains(task);
            ended(task);
            decoded.tookToDecode(nanos);
            if (state == State.OPEN && !task.outcome().isDone()) {
                if (first) {
                    decoded.addFirst(image);
                } else {
                    decoded.addLast(image);
                }
                return;
            }
            image.close();
            keep(List.of(task));
        } finally {
            lock.unlock();
        }
    }

    /** An image's decoding came to an end, and it is not inferred. */
    void ended(ImageTask task) {
        lock.lock();
        try {
            decoding.remove(task);
            urgent.remove(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, of one model, for which {@link #batchEnded} is called; empty if there is none in time. */
    List<DecodedImage> nextBatch(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && state != State.CLOSED) {
                long wait = state == State.OPEN ? decoded.wait(waiting.size() + decoding.size()) : left;
                if (wait <= 0) {
                    return decoded.take();
                }
                left -= Math.min(left, wait) - Math.max(0, changed.awaitNanos(Math.min(left, wait)));
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    void batchEnded(long nanos) {
        lock.lock();
        try {
            decoded.runTook(nanos);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A batch does not come back: it counts as ended. */
    void batchGivenUp() {
        lock.lock();
        try {
            decoded.runLost();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing out any more, and keeps what was on its way to the device, {@code images} first. */
    void halt(List<ImageTask> images) {
        lock.lock();
        try {
            state = state == State.OPEN ? State.HALTED : state;
            keep(decoded.clear());
            keep(images);
        } finally {
            lock.unlock();
        }
    }

    /** Ends for good and gives away, in their order, all images that have no answer, once none is under way or time is up. */
    List<ImageTask> handOver(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && (!decoding.isEmpty() || decoded.running() > 0)) {
                left = changed.awaitNanos(left);
            }
            List<ImageTask> all = List.copyOf(waiting);
            waiting.clear();
            state = State.CLOSED;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Ends for good: what waits and what comes is cancelled, or fails with a reason if there is one. */
    void close(String reason) {
        lock.lock();
        try {
            state = State.CLOSED;
            failure = failure.isEmpty() ? reason : failure;
            keep(decoded.clear());
            waiting.forEach(this::refuse);
            waiting.clear();
            submitted.signalAll();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts images before those that wait, unless nobody waits for them; what comes too late is refused. */
    private void keep(List<ImageTask> images) {
        for (int i = images.size() - 1; i >= 0; i--) {
            if (state == State.CLOSED) {
                refuse(images.get(i));
            } else if (!images.get(i).outcome().isDone()) {
                waiting.addFirst(images.get(i));
            }
        }
    }

    private void refuse(ImageTask task) {
        if (failure.isEmpty()) {
            task.outcome().cancel(false);
        } else {
            task.outcome().completeExceptionally(new InferenceException(failure, null));
        }
    }
}
