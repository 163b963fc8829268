package io.afterimage.bench.pipeline;

import io.afterimage.classifier.ops.Classifier;
import java.util.UUID;

/** The classifier as the service assembles it, in a process without the service's framework around it. */
public final class AssembledMain {
    /** As the service ends when it cannot recover. */
    private static final int FAILED = 70;

    private AssembledMain() {}

    public static void main(String[] arguments) {
        Classifier classifier = new Classifier(
                ChildConfig.read(),
                new Classifier.Identity("bench-" + UUID.randomUUID(), ""),
                () -> Runtime.getRuntime().halt(FAILED));
        Runtime.getRuntime().addShutdownHook(new Thread(classifier::close, "close"));
        classifier.start();
    }
}
