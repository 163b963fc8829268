package io.afterimage.bench.swap;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.rig.LabelFollower;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.StreamTrial;
import io.afterimage.bench.rig.Task;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.model.log.ModelVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The classifier at full load over images that wait, with models swapped and without. For one thread. */
final class SwapRun {
    private final Rig rig;
    private final Task task;

    SwapRun(Rig rig, Task task) {
        this.rig = rig;
        this.task = task;
    }

    /**
     * What a run with swaps gave.
     *
     * @param memory resident memory after each swap in MiB
     */
    record Swapped(Rates rates, int swaps, List<Long> memory) {}

    Rates steady(Ledger ledger, int warmUp) throws InterruptedException {
        return new StreamTrial(this::follower, () -> task.startClassifier(0), rig.brokerProcess())
                .run(ledger, warmUp, ledger.images());
    }

    /** @param versions two that are published, of which the first is live */
    Swapped swapped(Ledger ledger, int warmUp, List<ModelVersion> versions, Duration beat) throws InterruptedException {
        AtomicReference<ProcessHandle> classifier = new AtomicReference<>(ProcessHandle.current());
        Swapper swapper = new Swapper(task, versions, beat, classifier::get);
        StreamTrial trial = new StreamTrial(
                this::follower,
                () -> {
                    ChildProcess process = task.startClassifier(0);
                    classifier.set(process.handle());
                    swapper.start();
                    return process;
                },
                rig.brokerProcess());
        Rates rates;
        try (swapper) {
            rates = trial.run(ledger, warmUp, ledger.images());
        }
        return new Swapped(rates, swapper.swaps(), swapper.memory());
    }

    private LabelFollower follower() {
        return new LabelFollower(task.client(), task.topics());
    }
}
