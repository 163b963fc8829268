package io.afterimage.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxSession.Tensor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in ONNX Runtime, on the CPU if nothing else is said. {@link #run} is safe for many threads at once. Holds native
 * memory: close it, but only when no run is in progress, since that crashes the process.
 */
public final class ModelSession implements LoadedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSession.class);

    private final ModelPackage model;
    private final OnnxSession session;
    private final Set<String> outputs;

    private ModelSession(ModelPackage model, OnnxSession session) {
        this.model = model;
        this.session = session;
        this.outputs = model.embeddingSize() == 0
                ? Set.of(ModelPackage.PROBABILITIES)
                : Set.of(ModelPackage.PROBABILITIES, ModelPackage.EMBEDDING);
    }

    /**
     * Loads a package.
     *
     * @param file the package
     * @param model what {@link ModelPackage#read} made of it
     * @param intraOpThreads threads that share one run, from 1; the calling thread is one of them
     * @throws ModelRejectedException if the runtime refuses it, or a tensor is past the limit of {@link MemoryGuard}
     */
    public static ModelSession open(byte[] file, ModelPackage model, int intraOpThreads) throws ModelRejectedException {
        try (SessionOptions options = OnnxSession.options(intraOpThreads)) {
            return open(file, model, options);
        } catch (OrtException e) {
            throw new ModelRejectedException(Reason.RUN_FAILED, "ONNX Runtime: " + OnnxSession.reason(e), e);
        }
    }

    /**
     * Loads a package.
     *
     * @param file the package
     * @param model what {@link ModelPackage#read} made of it
     * @param options from {@link OnnxSession#options}, and where it shall run; stay the caller's
     * @throws ModelRejectedException if the runtime refuses it, or a tensor is past the limit of {@link MemoryGuard}
     */
    public static ModelSession open(byte[] file, ModelPackage model, SessionOptions options)
            throws ModelRejectedException {
        MemoryGuard.check(OnnxFile.parse(file));
        try {
            return new ModelSession(model, new OnnxSession(file, options));
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "ONNX Runtime refuses the model: " + OnnxSession.reason(e), e);
        }
    }

    public ModelPackage model() {
        return model;
    }

    @Override
    public Prediction run(ByteBuffer pixels, int n) throws RunFailedException {
        int bytes = Math.multiplyExact(n, model.geometry().bytes());
        if (n < 1 || n > largestBatch() || !pixels.isDirect() || pixels.remaining() < bytes) {
            throw new IllegalArgumentException(
                    n + " images of " + model.geometry().bytes() + " bytes in "
                            + (pixels.isDirect() ? "direct" : "heap") + " memory of " + pixels.remaining()
                            + " bytes, for a model with largest batch " + model.maxBatch());
        }
        try {
            return predict(pixels.slice(pixels.position(), bytes), n);
        } catch (OrtException e) {
            throw OrtFailures.of(e);
        }
    }

    @Override
    public int largestBatch() {
        return model.maxBatch() == 0 ? Integer.MAX_VALUE : model.maxBatch();
    }

    private Prediction predict(ByteBuffer pixels, int n) throws OrtException {
        long[] shape = {n, model.geometry().height(), model.geometry().width(), 3};
        Map<String, Tensor> results = session.run(ModelPackage.INPUT, pixels, shape, outputs);
        return new Prediction(
                n,
                values(results, ModelPackage.PROBABILITIES, n, model.labels().size()),
                values(results, ModelPackage.EMBEDDING, n, model.embeddingSize()));
    }

    /** A graph may break the shape that it declares; then no row can be trusted. */
    private static float[] values(Map<String, Tensor> results, String name, int n, int width) throws OrtException {
        Tensor tensor = results.get(name);
        if (width == 0) {
            return new float[0];
        }
        if (tensor == null || tensor.values().length != n * width) {
            throw new OrtException("'" + name + "' is not float32 [" + n + ", " + width + "]");
        }
        return tensor.values();
    }

    /** This session, once {@link #verifyProbe()} has passed; closed if it does not. */
    public ModelSession verified() throws ModelRejectedException {
        try {
            verifyProbe();
            return this;
        } catch (ModelRejectedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Runs the probe image, alone and where the model allows it twice in one batch, and compares with the scores at
     * publication.
     *
     * @throws ModelRejectedException if a probability differs by more than 1e-3, they do not sum to 1 within 1e-3, or the run
     *     fails
     */
    public void verifyProbe() throws ModelRejectedException {
        for (int n = 1; n <= Math.min(2, largestBatch()); n++) {
            verifyProbe(n);
        }
    }

    /**
     * Runs one batch of nothing but the probe image, and compares with the scores at publication.
     *
     * @param n from 1 to {@link #largestBatch}
     * @throws ModelRejectedException as {@link #verifyProbe()}; its cause is a {@link RunFailedException} if the run failed
     */
    public void verifyProbe(int n) throws ModelRejectedException {
        Prediction prediction = runProbe(n);
        for (int i = 0; i < n; i++) {
            String difference = model.probe().difference(prediction.probabilities(i));
            if (!difference.isEmpty()) {
                throw new ModelRejectedException(
                        Reason.PROBE_MISMATCH,
                        "the model's scores on its probe image are not those of its publication (batch " + n + "): "
                                + difference + "; keep the live model and import this one again");
            }
        }
    }

    private Prediction runProbe(int n) throws ModelRejectedException {
        ByteBuffer image = Probe.pixels(model.geometry(), 0);
        ByteBuffer batch = ByteBuffer.allocateDirect(n * image.remaining());
        for (int i = 0; i < n; i++) {
            batch.put(image.duplicate());
        }
        try {
            return run(batch.flip(), n);
        } catch (RunFailedException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "the model fails on a batch of " + n + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("The session of model {} was not closed in order: {}", model.version(), OnnxSession.reason(e));
        }
    }
}
