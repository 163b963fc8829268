package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Preparation;
import io.afterimage.classifier.infer.Preparation.Ended;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.infer.Threads;
import io.afterimage.classifier.infer.batched.DeviceHealth.Run;
import io.afterimage.model.RunFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runners for an accelerator: a pool of threads decodes, and runners take what is decoded in batches; with two of them one batch
 * is copied while the other is computed. An image holds its lease from its decoding to its answer, so a batch has one model.
 *
 * <p>Once the device is lost nothing more is inferred here: the images stay until {@link #handOver} or {@link #fail}. A run that
 * does not return in time is such a loss. Its thread cannot be ended: it is given up with the model that it uses.
 */
public final class BatchedRunners implements Runners {
    private static final Logger LOG = LoggerFactory.getLogger(BatchedRunners.class);
    private static final int MOST_RUNNERS = 8;
    private static final Duration IDLE_CHECK = Duration.ofMillis(200);

    private final BatchLimits limits;
    private final BatchQueue queue;
    private final PixelBuffers buffers;
    private final DeviceHealth health;
    private final ModelRun run;
    private final Consumer<String> onLost;
    private final Duration patience;
    private final Duration runPatience;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * How many there are of everything.
     *
     * @param device its name, for messages
     * @param largestBatch most images in one run
     * @param runners threads that run the model, 1 to 8
     * @param decoders threads that decode, one a core
     * @param capacity most images that wait to be decoded
     * @param patience how long an image is waited for, and {@link #close} waits for what is under way; a run may take half of it
     */
    public record Settings(
            String device, int largestBatch, int runners, int decoders, int capacity, Duration patience) {
        public Settings {
            if (runners < 1 || runners > MOST_RUNNERS) {
                throw new IllegalArgumentException(
                        "afterimage.device-runners is " + runners + "; 1 to " + MOST_RUNNERS + " are allowed");
            }
        }

        /** Half of the patience, so that others can still answer in time for whoever waits. */
        Duration runPatience() {
            return patience.dividedBy(2);
        }
    }

    /**
     * Starts decoders and runners.
     *
     * @param preparers makes the preparer of one decoder, on the decoder's own thread, which also closes it
     * @param onLost told once, in one line, when the device is lost; on a runner's thread, so it must not wait
     */
    public BatchedRunners(Settings settings, Supplier<ImagePreparer> preparers, ModelRun run, Consumer<String> onLost) {
        limits = new BatchLimits(settings.largestBatch, System::nanoTime);
        queue = new BatchQueue(settings.capacity, new DecodedImages(limits, Math.max(1, settings.decoders)));
        buffers = new PixelBuffers((settings.runners + 1) * settings.largestBatch + settings.decoders);
        runPatience = settings.runPatience();
        health = new DeviceHealth(settings.device, runPatience);
        this.run = run;
        this.onLost = onLost;
        patience = settings.patience;
        for (int i = 0; i < settings.decoders; i++) {
            threads.add(Threads.start("decoder-" + i, () -> decode(preparers)));
        }
        for (int i = 0; i < settings.runners; i++) {
            threads.add(Threads.start("device-runner-" + i, this::infer));
        }
        threads.add(Threads.start("device-watch", this::watch));
    }

    @Override
    public boolean submit(ImageTask task) {
        return queue.submit(task);
    }

    @Override
    public void expedite(ImageTask task, boolean submitted) {
        queue.expedite(task, submitted);
    }

    @Override
    public void cancel(ImageTask task) {
        queue.cancel(task);
    }

    @Override
    public int waiting() {
        return queue.waiting();
    }

    /** Images that are decoded and wait for the device. */
    public int decoded() {
        return queue.ready();
    }

    /** Why no image is answered, in one line; empty while the device works. */
    public String obstacle() {
        return health.obstacle();
    }

    /** Runs that never came back, each with a thread that is lost to the process. */
    public int givenUp() {
        return health.givenUp();
    }

    /** What is not as it was set, in a few words; empty where nothing is. */
    public String remark() {
        return limits.remark();
    }

    /** After the device was lost: what waits, and what comes, fails with the reason. */
    public void fail(String reason) {
        closed = true;
        queue.close(reason);
    }

    /** After the device was lost: ends for good, and gives away, in their order, the images that have no answer. */
    List<ImageTask> handOver() throws InterruptedException {
        closed = true;
        return queue.handOver(patience);
    }

    @Override
    public void close() {
        closed = true;
        queue.close("");
        Threads.join(threads, patience);
    }

    private void decode(Supplier<ImagePreparer> preparers) throws InterruptedException {
        try (ImagePreparer preparer = preparers.get()) {
            while (!closed) {
                PixelBuffer buffer = buffers.take(IDLE_CHECK);
                if (buffer != null && !decodeInto(buffer, preparer)) {
                    buffers.giveBack(buffer);
                }
            }
        }
    }

    /** Decodes the next image, if there is one; false if the buffer is free again. */
    private boolean decodeInto(PixelBuffer buffer, ImagePreparer preparer) throws InterruptedException {
        ImageTask task = queue.nextToDecode(IDLE_CHECK);
        if (task == null) {
            return false;
        }
        long begun = System.nanoTime();
        Prepared prepared = prepare(task, buffer, preparer);
        if (prepared == null) {
            queue.ended(task);
            return false;
        }
        queue.decoded(new DecodedImage(task, prepared, buffer, buffers), System.nanoTime() - begun);
        return true;
    }

    /** Null if the task has been completed. */
    private static @Nullable Prepared prepare(ImageTask task, PixelBuffer buffer, ImagePreparer preparer) {
        try {
            Preparation preparation = preparer.prepare(task.image(), buffer::of);
            if (preparation instanceof Prepared prepared) {
                return prepared;
            }
            task.outcome().complete(((Ended) preparation).outcome());
        } catch (RuntimeException | Error e) {
            task.outcome().completeExceptionally(e);
        }
        return null;
    }

    private void infer() throws InterruptedException {
        BatchStep step = new BatchStep(run, limits, health);
        while (!closed) {
            List<DecodedImage> images = queue.nextBatch(IDLE_CHECK);
            if (!images.isEmpty()) {
                infer(images, step);
            }
        }
    }

    private void infer(List<DecodedImage> images, BatchStep step) {
        Run under = health.begins(images);
        try {
            step.answer(images);
            ended(under, () -> {});
        } catch (RunFailedException e) {
            ended(under, () -> lose(String.valueOf(e.getMessage()), images));
        } catch (RuntimeException | Error e) {
            ended(under, () -> images.forEach(image -> image.task().outcome().completeExceptionally(e)));
        }
    }

    /** After a run; what it means for its images no longer counts once it was given up. */
    private void ended(Run under, Runnable consequence) {
        if (health.ends(under)) {
            consequence.run();
            under.images().forEach(DecodedImage::close);
            queue.batchEnded(under.nanos());
        } else {
            under.images().forEach(DecodedImage::comeBack);
        }
    }

    /** Gives up what is overdue at two looks: at the first, the whole machine may just have slept. */
    private void watch() throws InterruptedException {
        Set<Run> seen = Set.of();
        while (!closed || health.busy()) {
            Thread.sleep(IDLE_CHECK.toMillis());
            Set<Run> overdue = health.overdue();
            overdue.stream().filter(seen::contains).forEach(this::giveUp);
            seen = overdue;
        }
    }

    private void giveUp(Run stuck) {
        if (health.givesUp(stuck)) {
            threads.remove(stuck.runner());
            stuck.images().forEach(DecodedImage::giveUp);
            lose("a run has not ended within " + runPatience.toMillis() + " ms", stuck.images());
            queue.batchGivenUp();
        }
    }

    private void lose(String said, List<DecodedImage> images) {
        queue.halt(images.stream().map(DecodedImage::task).toList());
        if (health.lose(said)) {
            LOG.error("{}", health.obstacle());
            onLost.accept(health.obstacle());
        }
    }
}
