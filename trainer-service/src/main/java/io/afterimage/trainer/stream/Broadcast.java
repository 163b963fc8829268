package io.afterimage.trainer.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells everyone who follows, a bounded number. Safe for many threads. */
public final class Broadcast {
    private final int most;
    private final List<EventQueue> readers = new CopyOnWriteArrayList<>();

    /** @param most readers, from 1 */
    public Broadcast(int most) {
        this.most = most;
    }

    /**
     * Adds a reader, until it is {@linkplain #remove removed}.
     *
     * @param wake called by another thread when there is something to take; it must return at once
     * @throws TooManyReadersException if there are as many as may be
     */
    public synchronized EventQueue add(Runnable wake) {
        if (readers.size() >= most) {
            throw new TooManyReadersException(most + " readers follow already; close a page that is not needed");
        }
        EventQueue reader = new EventQueue(wake);
        readers.add(reader);
        return reader;
    }

    /** Forgets a reader; what is not there is forgotten already. */
    public synchronized void remove(EventQueue reader) {
        readers.remove(reader);
    }

    /** Whether anybody follows. */
    public boolean followed() {
        return !readers.isEmpty();
    }

    /** Tells all; never waits for any. */
    public void tell(Event event) {
        readers.forEach(reader -> reader.offer(event));
    }
}
