package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.rig.LightLoad;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.time.Duration;
import java.util.function.Consumer;

/** The classifier under a light load and under half of its capacity. For one thread. */
final class LatencyTrial {
    private static final double LIGHT = 20;
    private static final Duration STOP = Duration.ofSeconds(35);

    private final OurProgram ours;
    private final LightLoad load;
    private final int seconds;
    private final Consumer<String> say;

    /** @param seconds for which each rate is held */
    LatencyTrial(Task task, Loader loader, OurProgram ours, int seconds, Consumer<String> say) {
        this.ours = ours;
        this.load = new LightLoad(task.client(), task.topics(), loader);
        this.seconds = seconds;
        this.say = say;
    }

    /**
     * What came out.
     *
     * @param light at 20 images a second
     * @param halfPerSecond half of the capacity in images a second
     * @param half at that rate
     */
    record Times(Latencies light, double halfPerSecond, Latencies half) {}

    /** @param capacity images a second at full load */
    Times run(int warmUp, double capacity) throws InterruptedException {
        ChildProcess classifier = ours.start();
        try {
            load.warmUp(warmUp);
            Latencies light = at(LIGHT);
            return new Times(light, capacity / 2, at(capacity / 2));
        } finally {
            classifier.stop(STOP);
        }
    }

    private Latencies at(double perSecond) {
        say.accept("Times at " + Math.round(perSecond) + " images/s, for " + seconds + " s");
        return load.run(perSecond, (int) Math.max(1, Math.round(perSecond * seconds)));
    }
}
