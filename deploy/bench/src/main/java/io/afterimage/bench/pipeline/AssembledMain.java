package io.afterimage.bench.pipeline;

import io.afterimage.classifier.ops.Classifier;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.image.ImageDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;

/** The classifier as the service assembles it, without the service's framework, with an accelerator that is simulated. */
public final class AssembledMain {
    /** Begins the line that says, at the end, how many images a run of the model had. */
    static final String MEAN_BATCH = "MEAN BATCH ";

    /** As the service ends when it cannot recover. */
    private static final int FAILED = 70;

    private AssembledMain() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the simulation
     */
    public static void main(String[] arguments) throws InterruptedException {
        SimulatedAccelerator accelerator = Models.accelerator(Simulation.parse(arguments[0]));
        Classifier classifier = new Classifier(
                ChildConfig.read(),
                new Classifier.Identity("bench-" + UUID.randomUUID(), ""),
                new SimpleMeterRegistry(),
                () -> Runtime.getRuntime().halt(FAILED),
                new Classifier.NativeCode(index -> accelerator, ImageDecoder::new));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(classifier, accelerator), "end"));
        classifier.start();
        // It comes up on a daemon thread, which alone keeps no process alive.
        Thread.currentThread().join();
    }

    private static void end(Classifier classifier, SimulatedAccelerator accelerator) {
        accelerator.batches().stream()
                .mapToInt(Integer::intValue)
                .average()
                .ifPresent(mean -> System.out.println(MEAN_BATCH + mean));
        classifier.close();
    }
}
