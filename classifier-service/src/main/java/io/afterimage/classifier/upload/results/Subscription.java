package io.afterimage.classifier.upload.results;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One who follows results. It takes them at its own pace: what does not fit into its queue pushes out the oldest, and is
 * counted. Filled by the tail's thread, emptied by the subscriber's.
 */
public final class Subscription {
    private static final int MOST_QUEUED = 1_000;

    private final Set<String> sources;
    private final Runnable wake;
    /** Guarded by this, as is {@link #dropped}. */
    private final Queue<Result> queue = new ArrayDeque<>();

    private long dropped;

    /**
     * @param sources whose results are wanted; empty: all
     * @param wake called by another thread when there is something to take; it must return at once
     */
    Subscription(Set<String> sources, Runnable wake) {
        this.sources = sources;
        this.wake = wake;
    }

    void offer(Result result) {
        if (!sources.isEmpty() && !sources.contains(result.source())) {
            return;
        }
        synchronized (this) {
            if (queue.size() == MOST_QUEUED) {
                queue.remove();
                dropped++;
            }
            queue.add(result);
        }
        wake.run();
    }

    /** The next result, or null where there is none yet. */
    public synchronized @Nullable Result take() {
        return queue.poll();
    }

    /** How many were lost since this was asked last. */
    public synchronized long takeDropped() {
        long lost = dropped;
        dropped = 0;
        return lost;
    }
}
