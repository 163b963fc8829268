package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.rig.MeanBatch;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The classifier as it is shipped under a light load and under half of its capacity. For one thread. */
final class LatencyTrial {
    private static final double LIGHT = 20;
    private static final Duration STOP = Duration.ofSeconds(35);

    private final Task task;
    private final LightLoad load;
    private final int seconds;
    private final Consumer<String> say;

    /** @param seconds for which each rate is held */
    LatencyTrial(Task task, Loader loader, int seconds, Consumer<String> say) {
        this.task = task;
        this.load = new LightLoad(task, loader);
        this.seconds = seconds;
        this.say = say;
    }

    /**
     * What came out.
     *
     * @param meanBatch images a run of the model at full load; empty where the classifier does not tell
     * @param light at 20 images a second
     * @param halfPerSecond half of the capacity in images a second
     * @param half at that rate
     */
    record Times(OptionalDouble meanBatch, Latencies light, double halfPerSecond, Latencies half) {}

    /** @param capacity images a second at full load */
    Times run(int warmUp, double capacity) throws InterruptedException {
        ChildProcess classifier = task.startClassifier(0);
        try {
            load.warmUp(warmUp);
            OptionalDouble meanBatch = MeanBatch.of(task.classifier(0));
            Latencies light = at(LIGHT);
            return new Times(meanBatch, light, capacity / 2, at(capacity / 2));
        } finally {
            classifier.stop(STOP);
        }
    }

    private Latencies at(double perSecond) {
        say.accept("Times at " + Math.round(perSecond) + " images/s, for " + seconds + " s");
        return load.run(perSecond, (int) Math.max(1, Math.round(perSecond * seconds)));
    }
}
