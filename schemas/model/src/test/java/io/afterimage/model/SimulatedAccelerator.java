package io.afterimage.model;

import io.afterimage.model.RunFailedException.Reason;
import io.afterimage.model.device.Device;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A device without hardware: each run costs a fixed time and a time for each image, and one run is under way at a time. Any
 * model is taken while there is room; an image's class is the channel that its first pixel has most of. Faults are injected while it is in use.
 */
public final class SimulatedAccelerator implements Device {
    private final Duration aRun;
    private final Duration anImage;
    private final int largest;
    private final ReentrantLock device = new ReentrantLock(true);
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile int memory = Integer.MAX_VALUE;
    private volatile String lost = "";
    private volatile int poison = -1;
    private volatile CountDownLatch stall = new CountDownLatch(0);
    private final AtomicInteger models = new AtomicInteger();
    private volatile int roomForModels = Integer.MAX_VALUE;

    /**
     * @param aRun cost of a run, however many images it has
     * @param anImage cost of an image more
     * @param largest most images in one run
     */
    public SimulatedAccelerator(Duration aRun, Duration anImage, int largest) {
        this.aRun = aRun;
        this.anImage = anImage;
        this.largest = largest;
    }

    /** Images a second that it does when it has nothing but full batches. */
    public double ceiling() {
        return largest / (aRun.plus(anImage.multipliedBy(largest)).toNanos() / 1e9);
    }

    /** From now on no run of more images has memory. */
    public void memoryFor(int images) {
        memory = images;
    }

    /** From now on no more models than these are taken at once. */
    public void roomForModels(int count) {
        roomForModels = count;
    }

    /** Models that are open. */
    public int models() {
        return models.get();
    }

    /** From now on every run fails, as after a CUDA error. */
    public void lose(String said) {
        lost = said;
    }

    /** From now on a run fails that has an image whose first byte is this; -1 for none. */
    public void refuse(int firstByte) {
        poison = firstByte;
    }

    /** From now on no run ends, until what is returned is counted down. */
    public CountDownLatch stall() {
        stall = new CountDownLatch(1);
        return stall;
    }

    /** The sizes of the runs asked for, in their order. */
    public List<Integer> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public boolean collectsBatches() {
        return true;
    }

    @Override
    public int largestBatch() {
        return largest;
    }

    @Override
    public LoadedModel open(Path file, ModelPackage model) throws ModelRejectedException {
        if (models.get() >= roomForModels) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.DEVICE_MEMORY, "the device has no memory for the model");
        }
        models.incrementAndGet();
        return new Simulated(model);
    }

    private final class Simulated implements LoadedModel {
        private final ModelPackage model;
        private volatile boolean closed;

        private Simulated(ModelPackage model) {
            this.model = model;
        }

        @Override
        public Prediction run(ByteBuffer pixels, int n) throws RunFailedException {
            if (closed
                    || n > largestBatch()
                    || pixels.remaining() < n * model.geometry().bytes()) {
                throw new AssertionError(n + " images in " + pixels + (closed ? " of a closed model" : ""));
            }
            batches.add(n);
            device.lock();
            try {
                spend(n);
                fail(pixels, n);
                return new Prediction(probabilities(pixels, n), new float[n][model.embeddingSize()]);
            } finally {
                device.unlock();
            }
        }

        @Override
        public int largestBatch() {
            return model.maxBatch() == 0 ? largest : Math.min(largest, model.maxBatch());
        }

        @Override
        public void close() {
            closed = true;
            models.decrementAndGet();
        }

        private void spend(int n) throws RunFailedException {
            long end = System.nanoTime() + aRun.plus(anImage.multipliedBy(n)).toNanos();
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            try {
                stall.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunFailedException(Reason.RUN_FAILED, "interrupted", e);
            }
        }

        private void fail(ByteBuffer pixels, int n) throws RunFailedException {
            if (!lost.isEmpty()) {
                throw new RunFailedException(Reason.DEVICE_LOST, lost);
            }
            if (n > memory) {
                throw new RunFailedException(Reason.OUT_OF_DEVICE_MEMORY, "no memory for " + n + " images");
            }
            for (int i = 0; i < n; i++) {
                if (channel(pixels, i, 0) == poison) {
                    throw new RunFailedException(Reason.RUN_FAILED, "an operator refused an image");
                }
            }
        }

        private float[][] probabilities(ByteBuffer pixels, int n) {
            int classes = model.labels().size();
            float[][] rows = new float[n][classes];
            for (int i = 0; i < n; i++) {
                int best = 0;
                for (int c = 1; c < 3; c++) {
                    best = channel(pixels, i, c) > channel(pixels, i, best) ? c : best;
                }
                rows[i][best % classes] = 1;
            }
            return rows;
        }

        private int channel(ByteBuffer pixels, int image, int c) {
            return pixels.get(pixels.position() + image * model.geometry().bytes() + c) & 0xff;
        }
    }
}
