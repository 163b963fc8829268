package io.afterimage.model.device;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a device's memory within its bound: it has room for two models, the live one and the one that follows it. Safe for many
 * threads.
 */
final class ModelPlaces {
    private static final int MODELS = 2;

    private final Semaphore free = new Semaphore(MODELS);
    private final Duration patience;

    /** @param patience how long to wait for the end of a model that is still in use */
    ModelPlaces(Duration patience) {
        this.patience = patience;
    }

    /**
     * Room for one model until it is closed, once.
     *
     * @throws ModelRejectedException if two are there, and stay
     */
    Place take() throws ModelRejectedException {
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Place();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ModelRejectedException(
                Reason.DEVICE_MEMORY,
                "two models are still in use on the device, which has room for no third; it is tried again later");
    }

    /** One model's share of the memory. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean taken = new AtomicBoolean(true);

        @Override
        public void close() {
            if (taken.compareAndSet(true, false)) {
                free.release();
            }
        }
    }
}
