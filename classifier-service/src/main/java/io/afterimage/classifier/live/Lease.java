package io.afterimage.classifier.live;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a model until it is closed. While a lease is open, the model's native session stays. */
public final class Lease implements AutoCloseable {
    private final LeasedModel leased;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Lease(LeasedModel leased) {
        this.leased = leased;
    }

    public LiveModel model() {
        return leased.model();
    }

    /** Gives the model back; a second call does nothing. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            leased.release();
        }
    }
}
