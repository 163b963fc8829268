package io.afterimage.bench.crash;

import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that are killed, and started again a second later, as the local stack does. For one thread, which also
 * closes it.
 */
final class Victims implements AutoCloseable {
    private static final long AGAIN_AFTER = Duration.ofSeconds(1).toNanos();
    private static final Duration STOP = Duration.ofSeconds(35);

    private final Rig rig;
    private final Task task;
    private final List<Instance> instances = new ArrayList<>();
    private boolean stopped;

    /** A classifier; while it is dead, when it died. */
    private static final class Instance {
        private ChildProcess process;
        private long diedAt;

        private Instance(ChildProcess process) {
            this.process = process;
        }
    }

    Victims(Rig rig, Task task, int classifiers) {
        this.rig = rig;
        this.task = task;
        for (int i = 0; i < classifiers; i++) {
            instances.add(new Instance(task.startClassifier(i)));
        }
    }

    /**
     * Kills one, if it lives; the broker is back when this returns.
     *
     * @return whether it was killed
     */
    boolean kill(int victim) throws InterruptedException {
        if (victim == KillPlan.BROKER) {
            rig.broker().kill();
            rig.broker().start();
            return true;
        }
        Instance instance = instances.get(victim);
        if (!instance.process.alive()) {
            return false;
        }
        instance.process.kill();
        instance.diedAt = System.nanoTime();
        return true;
    }

    /** Starts those again that have been dead for a second. */
    void revive() {
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get(i);
            if (!instance.process.alive() && System.nanoTime() - instance.diedAt > AGAIN_AFTER) {
                instance.process = task.startClassifier(i);
                instance.diedAt = System.nanoTime();
            }
        }
    }

    /** Stops the classifiers in order, so that what they did is committed. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Instance instance : instances) {
            instance.process.stop(STOP);
        }
    }

    @Override
    public void close() {
        if (stopped) {
            return;
        }
        for (Instance instance : instances) {
            instance.process.handle().destroyForcibly();
        }
    }
}
