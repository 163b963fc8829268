package io.afterimage.bench.pipeline;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.device.CudaDevice;
import io.afterimage.model.device.Device;
import io.afterimage.model.device.DeviceChoice;
import io.afterimage.model.device.DeviceUnavailableException;
import io.afterimage.model.device.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a package where a bench was told to. */
public final class Models {
    /** The processor, in place of a simulation. */
    static final String CPU = "cpu";

    private static final String CUDA = "cuda:";
    private static final long MEMORY = 4L << 30;
    private static final int LARGEST_BATCH = 32;

    private Models() {}

    /**
     * As the classifier opens it if nothing is set.
     *
     * @param device {@value #CPU}, {@code cuda:N} or a simulation
     * @param threadsOfRun threads that share one run on the processor
     */
    static LoadedModel open(byte[] file, ModelPackage metadata, String device, int threadsOfRun)
            throws ModelRejectedException, DeviceUnavailableException, IOException {
        return device.equals(CPU)
                ? ModelSession.open(file, metadata, threadsOfRun)
                : open(file, metadata, device, Precision.FLOAT32, LARGEST_BATCH);
    }

    /**
     * Opens a package for batches up to a size.
     *
     * @param device {@value #CPU}, {@code cuda:N} or a simulation
     * @param precision of a GPU
     * @param largestBatch of a GPU, 1 to 256
     */
    public static LoadedModel open(
            byte[] file, ModelPackage metadata, String device, Precision precision, int largestBatch)
            throws ModelRejectedException, DeviceUnavailableException, IOException {
        CudaDevice.Settings settings = new CudaDevice.Settings(MEMORY, largestBatch, precision);
        Device on = device.equals(CPU) || isGpu(device)
                ? DeviceChoice.of(device, index -> CudaDevice.find(index, settings))
                        .device()
                : accelerator(Simulation.parse(device));
        Path written = Files.write(Files.createTempFile("afterimage-bench", ".onnx"), file);
        try {
            return on.open(written, metadata);
        } finally {
            Files.delete(written);
        }
    }

    /** Whether a device is a GPU, there or not. */
    public static boolean isGpu(String device) {
        return device.startsWith(CUDA);
    }

    static SimulatedAccelerator accelerator(Simulation simulation) {
        return new SimulatedAccelerator(simulation.aRun(), simulation.anImage(), simulation.largest());
    }
}
