package io.afterimage.classifier.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a stream thread commits. With nothing more to do, at once after a rest, so that a light load does not wait. The rest
 * is the longer the more images have come since: a commit costs the cores of one machine about as much as an image, and one
 * for each image would fill them at half of what they can do. With more to do, after as long again as images have waited already:
 * where there is a backlog, seldom. An open transaction also holds back the labels of other threads. Keeps its state for
 * each stream thread by itself.
 */
public final class CommitPace {
    /** How often a commit that was put off is thought of again. */
    static final Duration BEAT = Duration.ofMillis(20);

    private static final Duration REST_PER_IMAGE = Duration.ofMillis(40);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);

    private final LongSupplier nanoTime;
    private final ThreadLocal<Owing> owing;

    /** @param nanoTime as {@link System#nanoTime} */
    public CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.owing = ThreadLocal.withInitial(() -> new Owing(nanoTime.getAsLong() - LONGEST_REST.toNanos()));
    }

    /** This thread has processed an image that is not committed. */
    void owe() {
        owing.get().images++;
    }

    /** Whether this thread, which has nothing more to do, is to commit now; whoever asks does. */
    boolean dueIdle() {
        Duration rest = REST_PER_IMAGE.multipliedBy(owing.get().images);
        return due(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }

    /**
     * Whether this thread, which has more to do, is to commit now; whoever asks does.
     *
     * @param age of the image that it has just processed, since the broker took it
     */
    boolean dueBusy(Duration age) {
        return due(age.compareTo(LONGEST_REST) > 0 ? age : LONGEST_REST);
    }

    private boolean due(Duration rest) {
        Owing mine = owing.get();
        long now = nanoTime.getAsLong();
        if (mine.images == 0 || now - mine.last < rest.toNanos()) {
            return false;
        }
        mine.images = 0;
        mine.last = now;
        return true;
    }

    private static final class Owing {
        private int images;
        private long last;

        Owing(long last) {
            this.last = last;
        }
    }
}
