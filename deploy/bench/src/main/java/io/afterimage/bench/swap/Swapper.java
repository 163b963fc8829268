package io.afterimage.bench.swap;

import io.afterimage.bench.measure.Processes;
import io.afterimage.bench.rig.Task;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes two versions live in turn, at a steady beat, on a thread of its own, and notes the classifier's memory before each
 * further swap, once the one before has settled.
 */
final class Swapper implements AutoCloseable {
    private static final ModelLog.Authorship BY = new ModelLog.Authorship("bench", "swap");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ModelLog log;
    private final List<ModelVersion> versions;
    private final Duration beat;
    private final Supplier<ProcessHandle> classifier;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "swapper");
    /** Written by the thread, read once it has ended. */
    private final List<Long> memory = new ArrayList<>();

    private int swaps;

    /** @param versions two that are published, of which the first is live */
    Swapper(Task task, List<ModelVersion> versions, Duration beat, Supplier<ProcessHandle> classifier) {
        this.log = new ModelLog(task.client(), task.topics().models(), TIMEOUT, Clock.systemUTC());
        this.versions = versions;
        this.beat = beat;
        this.classifier = classifier;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many promotions there were; after the end. */
    int swaps() {
        return swaps;
    }

    /** Resident memory after each swap in MiB, where the system tells it; after the end. */
    List<Long> memory() {
        return List.copyOf(memory);
    }

    /** Ends it; the last promotion is complete then. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(TIMEOUT.multipliedBy(2).toMillis());
    }

    private void run() {
        try {
            ModelHistory history = log.read();
            while (!closing.await(beat.toMillis(), TimeUnit.MILLISECONDS)) {
                if (swaps > 0) {
                    Processes.residentMebibytes(classifier.get()).ifPresent(memory::add);
                }
                history = log.promote(versions.get((swaps + 1) % versions.size()), history, false, BY);
                swaps++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
