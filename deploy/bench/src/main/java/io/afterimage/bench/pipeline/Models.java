package io.afterimage.bench.pipeline;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.SimulatedAccelerator;

/** Opens a package as a child process was told to. */
final class Models {
    /** The processor, in place of a simulation. */
    static final String CPU = "cpu";

    private Models() {}

    /**
     * @param device {@value #CPU}, or a simulation
     * @param threadsOfRun threads that share one run on the processor
     */
    static LoadedModel open(byte[] file, ModelPackage metadata, String device, int threadsOfRun)
            throws ModelRejectedException {
        return device.equals(CPU)
                ? ModelSession.open(file, metadata, threadsOfRun)
                : accelerator(Simulation.parse(device)).open(file, metadata);
    }

    static SimulatedAccelerator accelerator(Simulation simulation) {
        return new SimulatedAccelerator(simulation.aRun(), simulation.anImage(), simulation.largest());
    }
}
