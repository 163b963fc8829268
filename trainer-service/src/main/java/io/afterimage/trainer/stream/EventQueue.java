package io.afterimage.trainer.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What one reader has still to take. Filled by any thread, emptied by the reader's: all state is guarded by this. */
public final class EventQueue {
    private static final int MOST = 200;

    private final Runnable wake;
    private final Deque<Event> events = new ArrayDeque<>();

    /** @param wake called by another thread when there is something to take; it must return at once */
    EventQueue(Runnable wake) {
        this.wake = wake;
    }

    /** The next event, or null where there is none yet. */
    public synchronized @Nullable Event take() {
        return events.poll();
    }

    void offer(Event event) {
        synchronized (this) {
            if (event.keep() == Event.Keep.LATEST) {
                events.removeIf(older -> older.kind().equals(event.kind()));
            }
            if (events.size() >= MOST) {
                giveWay();
            }
            events.add(event);
        }
        wake.run();
    }

    private void giveWay() {
        for (Iterator<Event> oldest = events.iterator(); oldest.hasNext(); ) {
            if (oldest.next().keep() == Event.Keep.SAMPLE) {
                oldest.remove();
                return;
            }
        }
        events.remove();
    }
}
