package io.afterimage.trainer.inside;

import ai.onnxruntime.OrtException;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into models, one image at a time, on one thread of the machine. The model that was looked into last stays open
 * until nobody has for a minute. Safe for many threads, which wait for their turn.
 */
public final class Microscope implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Microscope.class);
    /** A model's file is held twice while it is opened. */
    private static final long LARGEST = 64L << 20;

    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final Store store;
    private final ImageLimits limits;
    private final Duration patience;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Guarded by the turn, as is all below. */
    private @Nullable OpenedModel open;

    private Instant used = Instant.MIN;
    private boolean closed;

    /**
     * @param store of the models
     * @param limits of the images
     * @param patience most time that a look waits for its turn
     */
    public Microscope(Store store, ImageLimits limits, Duration patience, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * What a model makes of an image.
     *
     * @param version hash of a published model
     * @param image a stranger's file
     * @param wanted one of the model's labels, to be explained; null for the most probable one
     * @return empty if its turn did not come in time
     * @throws StoreException if the store does not have the model whole, or it is larger than 64 MB
     * @throws ModelRejectedException if it cannot be opened or run
     */
    public Optional<Inside> look(String version, byte[] image, @Nullable String wanted)
            throws IOException, StoreException, ModelRejectedException {
        if (!turnCame(patience)) {
            return Optional.empty();
        }
        try {
            return closed ? Optional.empty() : Optional.of(opened(version).look(image, wanted));
        } finally {
            used = clock.instant();
            turn.unlock();
        }
    }

    /**
     * Where a model places an image, float32 [embeddingSize].
     *
     * @param version hash of a published model
     * @param image a stranger's file
     * @return empty if the image cannot be decoded, the model gives no embeddings, or its turn did not come in time
     * @throws StoreException if the store does not have the model whole, or it is larger than 64 MB
     * @throws ModelRejectedException if it cannot be opened or run
     */
    public Optional<float[]> embedding(String version, byte[] image)
            throws IOException, StoreException, ModelRejectedException {
        if (!turnCame(patience)) {
            return Optional.empty();
        }
        try {
            return closed ? Optional.empty() : opened(version).embedding(image);
        } finally {
            used = clock.instant();
            turn.unlock();
        }
    }

    /**
     * The filters of a model's first convolution over colours, as data URLs of PNG files.
     *
     * @param version hash of a published model
     * @return empty if its turn did not come in time
     * @throws StoreException if the store does not have the model whole, or it is larger than 64 MB
     * @throws ModelRejectedException if it is no ONNX model
     */
    public Optional<List<String>> filters(String version) throws IOException, StoreException, ModelRejectedException {
        if (!turnCame(patience)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Filters.of(store.read(Store.Kind.MODEL, version, LARGEST)));
        } finally {
            turn.unlock();
        }
    }

    /** Closes a model that nobody has looked into for a minute. To be called now and then; never waits. */
    public void closeUnused() {
        if (!turn.tryLock()) {
            return;
        }
        try {
            if (clock.instant().isAfter(used.plus(UNUSED))) {
                closeModel();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Waits a while for a look that goes on; a model that is still in use then goes with the process. */
    @Override
    public void close() {
        if (!turnCame(patience)) {
            return;
        }
        try {
            closed = true;
            closeModel();
        } finally {
            turn.unlock();
        }
    }

    private OpenedModel opened(String version) throws IOException, StoreException, ModelRejectedException {
        OpenedModel known = open;
        if (known != null && known.version().equals(version)) {
            return known;
        }
        closeModel();
        OpenedModel fresh = OpenedModel.open(store.read(Store.Kind.MODEL, version, LARGEST), version, limits);
        open = fresh;
        return fresh;
    }

    private void closeModel() {
        OpenedModel last = open;
        open = null;
        if (last == null) {
            return;
        }
        try {
            last.close();
        } catch (OrtException e) {
            LOG.warn("The session of model {} was not closed in order: {}", last.version(), OnnxSession.reason(e));
        }
    }

    private boolean turnCame(Duration wait) {
        try {
            return turn.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
