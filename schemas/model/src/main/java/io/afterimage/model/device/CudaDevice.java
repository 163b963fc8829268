package io.afterimage.model.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.Probe;
import io.afterimage.model.device.ModelPlaces.Place;
import io.afterimage.model.half.HalfModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An NVIDIA GPU. Batches have the sizes 1, 2, 4 and so on up to the largest; each is run once before a model is handed out,
 * so that no image waits while CUDA prepares for a size it has not seen.
 */
public final class CudaDevice implements Device {
    private static final int LARGEST_BATCH = 256;
    private static final Duration OTHER_MODEL = Duration.ofSeconds(10);

    private final int index;
    private final Settings settings;
    private final ModelPlaces places = new ModelPlaces(OTHER_MODEL);

    /**
     * What models on it may take, and what they compute in.
     *
     * @param memory bytes of the GPU's memory for one model, its weights included; two are there during a swap, never more
     * @param batch most images in one run, 1 to 256
     */
    public record Settings(long memory, int batch, Precision precision) {
        public Settings {
            if (memory < 1 || batch < 1 || batch > LARGEST_BATCH) {
                throw new IllegalArgumentException("device memory of " + memory + " bytes and batches of " + batch
                        + ": at least 1 byte and batches of 1 to " + LARGEST_BATCH + " are allowed");
            }
        }
    }

    private CudaDevice(int index, Settings settings) {
        this.index = index;
        this.settings = settings;
    }

    /**
     * The GPU with a number, after a first run on it.
     *
     * @param index CUDA's number of the GPU, from 0
     * @throws DeviceUnavailableException if this build, the driver, the libraries or the GPU does not allow it
     */
    public static CudaDevice find(int index, Settings settings) throws DeviceUnavailableException {
        CudaDevice device = new CudaDevice(index, settings);
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new DeviceUnavailableException(
                    "built without CUDA (AFTERIMAGE_MAVEN_OPTIONS=-Pcuda deploy/afterimage, or mvn -Pcuda)");
        }
        try (SessionOptions options = device.options()) {
            FirstRun.with(options);
        } catch (OrtException e) {
            throw new DeviceUnavailableException(CudaObstacle.of(OnnxSession.reason(e)), e);
        }
        return device;
    }

    @Override
    public String name() {
        return "cuda:" + index;
    }

    @Override
    public boolean collectsBatches() {
        return true;
    }

    @Override
    public int largestBatch() {
        return settings.batch();
    }

    @Override
    public LoadedModel open(Path file, ModelPackage model) throws ModelRejectedException, IOException {
        Place place = places.take();
        try {
            HalfModel opened = settings.precision() == Precision.FLOAT16
                    ? HalfModel.open(
                            Files.readAllBytes(file),
                            model,
                            graph -> session(options -> ModelSession.openProven(graph, model, options)))
                    : new HalfModel(
                            session(options -> ModelSession.openProven(file, model, options)), "", Probe.TOLERANCE);
            return CudaModel.warmed(opened, settings.batch(), place);
        } catch (ModelRejectedException | IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /** Makes a session that runs as the options say. */
    @FunctionalInterface
    private interface Opener {
        ModelSession open(SessionOptions options) throws ModelRejectedException;
    }

    private ModelSession session(Opener opener) throws ModelRejectedException {
        try (SessionOptions options = options()) {
            return opener.open(options);
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.RUN_FAILED, name() + " is not there: " + OnnxSession.reason(e), e);
        }
    }

    private SessionOptions options() throws OrtException {
        SessionOptions options = OnnxSession.options(1);
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
            cuda.add("gpu_mem_limit", Long.toString(settings.memory()));
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            // TensorFloat-32 rounds to 10 bits: scores would differ from those that a model was published with.
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }
}
