package io.afterimage.classifier.infer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runners for a CPU: one thread a core, each taking one image through decode and inference itself, since batches bring
 * nothing there.
 */
public final class FusedRunners implements Runners {
    private static final Duration IDLE_CHECK = Duration.ofMillis(200);

    private final BlockingDeque<ImageTask> queue = new LinkedBlockingDeque<>();
    private final List<Thread> runners = new ArrayList<>();
    private final int capacity;
    private final Duration closeTimeout;
    private volatile boolean closed;

    /**
     * Starts the runners.
     *
     * @param count number of runners, one a core
     * @param capacity most images that wait
     * @param classifiers makes the classifier of one runner, on the runner's own thread, which also closes it
     * @param closeTimeout how long {@link #close} waits for the images that are under way
     */
    public FusedRunners(int count, int capacity, Supplier<ImageClassifier> classifiers, Duration closeTimeout) {
        this.capacity = capacity;
        this.closeTimeout = closeTimeout;
        for (int i = 0; i < count; i++) {
            runners.add(Threads.start("runner-" + i, () -> run(classifiers)));
        }
    }

    @Override
    public boolean submit(ImageTask task) {
        if (closed || queue.size() >= capacity) {
            return false;
        }
        queue.addLast(task);
        return !overlooked(task);
    }

    @Override
    public void expedite(ImageTask task, boolean submitted) {
        if (!submitted || queue.remove(task)) {
            queue.addFirst(task);
            if (overlooked(task)) {
                task.outcome().cancel(false);
            }
        }
    }

    /** Takes back what came while {@link #close} was emptying the queue, since nobody would look there again. */
    private boolean overlooked(ImageTask task) {
        return closed && queue.remove(task);
    }

    @Override
    public void cancel(ImageTask task) {
        queue.remove(task);
        task.outcome().cancel(false);
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        closed = true;
        for (ImageTask task = queue.poll(); task != null; task = queue.poll()) {
            task.outcome().cancel(false);
        }
        Threads.join(runners, closeTimeout);
    }

    private void run(Supplier<ImageClassifier> classifiers) throws InterruptedException {
        try (ImageClassifier classifier = classifiers.get()) {
            while (!closed) {
                ImageTask task = queue.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
                if (task != null) {
                    complete(task, classifier);
                }
            }
        }
    }

    private static void complete(ImageTask task, ImageClassifier classifier) {
        try {
            task.outcome().complete(classifier.classify(task.image()));
        } catch (RuntimeException | Error e) {
            task.outcome().completeExceptionally(e);
        }
    }
}
