package io.afterimage.classifier.live;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the live model. {@link #swap} alone changes it; whoever infers takes a lease, and so sees one model for as long
 * as it needs. Safe for many threads.
 */
public final class ModelSlot implements AutoCloseable {
    private final AtomicReference<@Nullable LeasedModel> current = new AtomicReference<>();

    /** A lease on the live model, if there is one. The caller closes it. */
    public Optional<Lease> lease() {
        LeasedModel model = current.get();
        while (model != null) {
            if (model.retain()) {
                return Optional.of(new Lease(model));
            }
            model = current.get();
        }
        return Optional.empty();
    }

    /** Makes {@code next} live and the slot its owner. The one before is closed when its last lease is. */
    public void swap(LiveModel next) {
        replace(new LeasedModel(next));
    }

    /** Empties the slot. */
    @Override
    public void close() {
        replace(null);
    }

    private void replace(@Nullable LeasedModel next) {
        LeasedModel before = current.getAndSet(next);
        if (before != null) {
            before.release();
        }
    }
}
