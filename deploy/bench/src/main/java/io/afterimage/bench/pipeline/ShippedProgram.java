package io.afterimage.bench.pipeline;

import io.afterimage.bench.rig.MeanBatch;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.util.OptionalDouble;

/** The classifier as it is shipped. */
final class ShippedProgram implements OurProgram {
    private final Task task;
    private OptionalDouble meanBatch = OptionalDouble.empty();

    ShippedProgram(Task task) {
        this.task = task;
    }

    @Override
    public ChildProcess start() {
        return task.startClassifier(0);
    }

    @Override
    public void atEnd() throws InterruptedException {
        meanBatch = MeanBatch.of(task.classifier(0));
    }

    @Override
    public OptionalDouble meanBatch() {
        return meanBatch;
    }
}
