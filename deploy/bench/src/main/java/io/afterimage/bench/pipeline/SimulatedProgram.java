package io.afterimage.bench.pipeline;

import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The classifier as the service assembles it, with a simulated accelerator where a GPU would be. */
final class SimulatedProgram implements OurProgram {
    private final Task task;
    private final Simulation simulation;
    private @Nullable ChildProcess last;

    SimulatedProgram(Task task, Simulation simulation) {
        this.task = task;
        this.simulation = simulation;
    }

    @Override
    public ChildProcess start() {
        Map<String, String> properties = Map.of(
                "afterimage.device", "cuda:0", "afterimage.largest-batch", Integer.toString(simulation.largest()));
        last = task.start(AssembledMain.class, properties, List.of(simulation.text()));
        return last;
    }

    @Override
    public void atEnd() {
        // It tells when it stops.
    }

    @Override
    public OptionalDouble meanBatch() {
        return last == null
                ? OptionalDouble.empty()
                : last.lastLines().stream()
                        .filter(line -> line.startsWith(AssembledMain.MEAN_BATCH))
                        .mapToDouble(line -> Double.parseDouble(line.substring(AssembledMain.MEAN_BATCH.length())))
                        .findFirst();
    }
}
