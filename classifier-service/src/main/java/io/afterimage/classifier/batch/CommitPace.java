package io.afterimage.classifier.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a stream thread with nothing more to do commits: at once after a rest, so that a light load does not wait, but not
 * again before the next rest is over. A commit costs the cores of one machine about as much as an image; one for each
 * image would fill them at half of what they can do. Keeps its state for each stream thread by itself.
 */
public final class CommitPace {
    /** How often a commit that was put off is thought of again. */
    static final Duration BEAT = Duration.ofMillis(20);

    private static final Duration REST = Duration.ofMillis(40);

    private final LongSupplier nanoTime;
    private final ThreadLocal<Owing> owing;

    /** @param nanoTime as {@link System#nanoTime} */
    public CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.owing = ThreadLocal.withInitial(() -> new Owing(nanoTime.getAsLong() - REST.toNanos()));
    }

    /** This thread has processed something that is not committed. */
    void owe() {
        owing.get().owed = true;
    }

    /** Whether this thread is to commit now; whoever asks does. */
    boolean due() {
        Owing mine = owing.get();
        long now = nanoTime.getAsLong();
        if (!mine.owed || now - mine.last < REST.toNanos()) {
            return false;
        }
        mine.owed = false;
        mine.last = now;
        return true;
    }

    private static final class Owing {
        private boolean owed;
        private long last;

        Owing(long last) {
            this.last = last;
        }
    }
}
