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

/** Opens a package as a child process was told to. */
final class Models {
    /** The processor, in place of a simulation. */
    static final String CPU = "cpu";

    private static final String CUDA = "cuda:";
    private static final long MEMORY = 4L << 30;
    private static final int LARGEST_BATCH = 32;

    private Models() {}

    /**
     * @param device {@value #CPU}, {@code cuda:N} or a simulation
     * @param threadsOfRun threads that share one run on the processor
     */
    static LoadedModel open(byte[] file, ModelPackage metadata, String device, int threadsOfRun)
            throws ModelRejectedException, DeviceUnavailableException {
        if (device.equals(CPU)) {
            return ModelSession.open(file, metadata, threadsOfRun);
        }
        return device.startsWith(CUDA)
                ? DeviceChoice.of(device, Models::gpu).device().open(file, metadata)
                : accelerator(Simulation.parse(device)).open(file, metadata);
    }

    /** As the classifier takes it if nothing is set. */
    private static Device gpu(int index) throws DeviceUnavailableException {
        return CudaDevice.find(index, new CudaDevice.Limits(MEMORY, LARGEST_BATCH));
    }

    static SimulatedAccelerator accelerator(Simulation simulation) {
        return new SimulatedAccelerator(simulation.aRun(), simulation.anImage(), simulation.largest());
    }
}
