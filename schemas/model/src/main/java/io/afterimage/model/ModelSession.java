package io.afterimage.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.afterimage.model.ModelRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Map<String, Integer> widths;
    /** Of each number of rows, as many as runs of it were under way at once. */
    private final Map<Integer, Queue<OutputBuffers>> outputs = new ConcurrentHashMap<>();

    private volatile boolean lost;

    private ModelSession(ModelPackage model, OnnxSession session) {
        this.model = model;
        this.session = session;
        this.widths = widths(model);
    }

    private static Map<String, Integer> widths(ModelPackage model) {
        Map<String, Integer> widths = new HashMap<>();
        widths.put(ModelPackage.PROBABILITIES, model.labels().size());
        if (model.embeddingSize() > 0) {
            widths.put(ModelPackage.EMBEDDING, model.embeddingSize());
        }
        return widths;
    }

    /**
     * Loads a package of anyone's making.
     *
     * @param file the package
     * @param model what {@link ModelPackage#read} made of it
     * @param intraOpThreads threads that share one run, from 1; the calling thread is one of them
     * @throws ModelRejectedException if the runtime refuses it, or a tensor is past the limit of {@link MemoryGuard}
     */
    public static ModelSession open(byte[] file, ModelPackage model, int intraOpThreads) throws ModelRejectedException {
        MemoryGuard.check(OnnxFile.parse(file));
        return openProven(file, model, intraOpThreads);
    }

    /**
     * Loads a package that {@link #open} has taken before, if in another process.
     *
     * @param intraOpThreads threads that share one run, from 1; the calling thread is one of them
     * @throws ModelRejectedException if the runtime refuses it
     */
    public static ModelSession openProven(byte[] file, ModelPackage model, int intraOpThreads)
            throws ModelRejectedException {
        return openProven(options -> new OnnxSession(file, options), model, intraOpThreads);
    }

    /**
     * As {@link #openProven(byte[], ModelPackage, int)}, without taking the file into Java's memory.
     *
     * @param file must not change meanwhile
     */
    public static ModelSession openProven(Path file, ModelPackage model, int intraOpThreads)
            throws ModelRejectedException {
        return openProven(options -> new OnnxSession(file, options), model, intraOpThreads);
    }

    private static ModelSession openProven(Opener opener, ModelPackage model, int intraOpThreads)
            throws ModelRejectedException {
        try (SessionOptions options = OnnxSession.options(intraOpThreads)) {
            return openProven(opener, model, options);
        } catch (OrtException e) {
            throw new ModelRejectedException(Reason.RUN_FAILED, "ONNX Runtime: " + OnnxSession.reason(e), e);
        }
    }

    /**
     * Loads a package that {@link #open} has taken before, if in another process.
     *
     * @param options from {@link OnnxSession#options}, and where it shall run; stay the caller's
     * @throws ModelRejectedException if the runtime refuses it
     */
    public static ModelSession openProven(byte[] file, ModelPackage model, SessionOptions options)
            throws ModelRejectedException {
        return openProven(given -> new OnnxSession(file, given), model, options);
    }

    /**
     * As {@link #openProven(byte[], ModelPackage, SessionOptions)}, without taking the file into Java's memory.
     *
     * @param file must not change meanwhile
     */
    public static ModelSession openProven(Path file, ModelPackage model, SessionOptions options)
            throws ModelRejectedException {
        return openProven(given -> new OnnxSession(file, given), model, options);
    }

    /** Makes a session out of a file or its bytes. */
    @FunctionalInterface
    private interface Opener {
        OnnxSession open(SessionOptions options) throws OrtException;
    }

    private static ModelSession openProven(Opener opener, ModelPackage model, SessionOptions options)
            throws ModelRejectedException {
        try {
            return new ModelSession(model, opener.open(options));
        } catch (OrtException e) {
            RunFailedException failure = OrtFailures.of(e);
            throw failure.reason() == RunFailedException.Reason.OUT_OF_DEVICE_MEMORY
                    ? tooLarge(failure)
                    : new ModelRejectedException(
                            Reason.RUN_FAILED, "ONNX Runtime refuses the model: " + OnnxSession.reason(e), e);
        }
    }

    public ModelPackage model() {
        return model;
    }

    @Override
    public Prediction run(ByteBuffer pixels, int n) throws RunFailedException {
        return run(pixels, n, n);
    }

    /**
     * Classifies images in a run that may have more rows than images; what lies in those is computed and thrown away.
     *
     * @param pixels as in {@link #run(ByteBuffer, int)}, with memory for all rows
     * @param rows from n to {@link #largestBatch}
     * @return of the n images only
     */
    public Prediction run(ByteBuffer pixels, int n, int rows) throws RunFailedException {
        int bytes = Math.multiplyExact(rows, model.geometry().bytes());
        if (n < 1 || rows < n || rows > largestBatch() || !pixels.isDirect() || pixels.remaining() < bytes) {
            throw new IllegalArgumentException(
                    n + " images of " + model.geometry().bytes() + " bytes in "
                            + (pixels.isDirect() ? "direct" : "heap") + " memory of " + pixels.remaining()
                            + " bytes, for a model with largest batch " + model.maxBatch());
        }
        try {
            return predict(pixels.slice(pixels.position(), bytes), n, rows);
        } catch (OrtException e) {
            RunFailedException failure = OrtFailures.of(e);
            lost |= failure.reason() == RunFailedException.Reason.DEVICE_LOST;
            throw failure;
        }
    }

    /** Whether a run has lost the device: what is left of the session goes with the process then. */
    public boolean deviceLost() {
        return lost;
    }

    @Override
    public int largestBatch() {
        return model.maxBatch() == 0 ? Integer.MAX_VALUE : model.maxBatch();
    }

    /** Memory that a failed run wrote to is not used again. */
    private Prediction predict(ByteBuffer pixels, int n, int rows) throws OrtException {
        InputGeometry geometry = model.geometry();
        Queue<OutputBuffers> free = outputs.computeIfAbsent(rows, unused -> new ConcurrentLinkedQueue<>());
        OutputBuffers pooled = free.poll();
        OutputBuffers memory = pooled == null ? new OutputBuffers(rows, widths) : pooled;
        try {
            long[] shape = {rows, geometry.height(), geometry.width(), 3};
            session.run(ModelPackage.INPUT, pixels, shape, memory.tensors());
        } catch (OrtException | RuntimeException e) {
            memory.close();
            throw e;
        }
        Prediction prediction =
                new Prediction(memory.first(n, ModelPackage.PROBABILITIES), memory.first(n, ModelPackage.EMBEDDING));
        free.add(memory);
        return prediction;
    }

    /** This session, once {@link #verifyProbe(int)} has passed; closed if it does not. */
    public ModelSession verified(int n) throws ModelRejectedException {
        try {
            verifyProbe(n);
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
        verifyProbe(n, Probe.TOLERANCE);
    }

    /**
     * As {@link #verifyProbe(int)}, with another tolerance than 1e-3.
     *
     * @param tolerance largest difference of a probability, and of their sum to 1
     */
    public void verifyProbe(int n, double tolerance) throws ModelRejectedException {
        Prediction prediction = runProbe(n);
        for (int i = 0; i < n; i++) {
            String difference = model.probe().difference(prediction.probabilities(i), tolerance);
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
            if (n == 1 && e.reason() == RunFailedException.Reason.OUT_OF_DEVICE_MEMORY) {
                throw tooLarge(e);
            }
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "the model fails on a batch of " + n + ": " + e.getMessage(), e);
        }
    }

    private static ModelRejectedException tooLarge(RunFailedException e) {
        return new ModelRejectedException(
                Reason.DEVICE_MEMORY,
                "the device has no memory for the model (" + e.getMessage()
                        + "); give it more (afterimage.device-memory), or end what else uses the device",
                e);
    }

    /** Does nothing on a lost device: to free memory there would end the process. */
    @Override
    public void close() {
        if (lost) {
            return;
        }
        outputs.values().forEach(free -> free.forEach(OutputBuffers::close));
        outputs.clear();
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("The session of model {} was not closed in order: {}", model.version(), OnnxSession.reason(e));
        }
    }
}
