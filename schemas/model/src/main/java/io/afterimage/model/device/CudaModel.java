package io.afterimage.model.device;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.RunFailedException.Reason;
import io.afterimage.model.device.ModelPlaces.Place;
import io.afterimage.model.half.HalfModel;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model on a GPU. A batch is filled up to the next size that has been run before, where the memory behind its images has
 * room: what lies there is computed and thrown away.
 */
final class CudaModel implements LoadedModel {
    private static final Logger LOG = LoggerFactory.getLogger(CudaModel.class);

    private final ModelSession session;
    private final int largest;
    private final String precision;
    private final Place place;

    private CudaModel(HalfModel opened, int largest, Place place) {
        session = opened.session();
        precision = opened.precision();
        this.largest = largest;
        this.place = place;
    }

    /**
     * Runs the probe image at every size, and leaves out those that the device has no memory for. Owns the session from now
     * on, and the place once it returns.
     *
     * @throws ModelRejectedException if a run fails otherwise, or gives other scores; the session is closed then
     */
    static CudaModel warmed(HalfModel opened, int largest, Place place) throws ModelRejectedException {
        ModelSession session = opened.session();
        int warm = 0;
        try {
            for (int size : BatchSizes.upTo(Math.min(largest, session.largestBatch()))) {
                session.verifyProbe(size, opened.tolerance());
                warm = size;
            }
        } catch (ModelRejectedException e) {
            if (warm == 0 || !outOfMemory(e)) {
                session.close();
                throw e;
            }
            LOG.warn("Model {} runs in batches to {} only: {}", session.model().version(), warm, e.getMessage());
        }
        return new CudaModel(opened, warm, place);
    }

    @Override
    public Prediction run(ByteBuffer pixels, int n) throws RunFailedException {
        int rows = BatchSizes.roomFor(n, largest);
        boolean room = pixels.remaining() / session.model().geometry().bytes() >= rows;
        return session.run(pixels, n, room ? rows : n);
    }

    @Override
    public int largestBatch() {
        return largest;
    }

    @Override
    public String remark() {
        return precision;
    }

    @Override
    public void close() {
        session.close();
        if (!session.deviceLost()) {
            place.close();
        }
    }

    private static boolean outOfMemory(ModelRejectedException e) {
        return e.getCause() instanceof RunFailedException run && run.reason() == Reason.OUT_OF_DEVICE_MEMORY;
    }
}
