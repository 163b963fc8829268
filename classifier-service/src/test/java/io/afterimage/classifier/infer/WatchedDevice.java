package io.afterimage.classifier.infer;

import io.afterimage.classifier.LiveModels;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.Prediction;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.device.Device;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated accelerator that counts its open models, and does not let one be closed in use or twice. */
record WatchedDevice(SimulatedAccelerator accelerator, AtomicInteger open) implements Device {
    WatchedDevice(SimulatedAccelerator accelerator) {
        this(accelerator, new AtomicInteger());
    }

    LiveModel load(byte[] file) {
        return LiveModels.load(file, this);
    }

    @Override
    public String name() {
        return accelerator.name();
    }

    @Override
    public boolean collectsBatches() {
        return true;
    }

    @Override
    public int largestBatch() {
        return accelerator.largestBatch();
    }

    @Override
    public LoadedModel open(Path file, ModelPackage model) throws ModelRejectedException {
        LoadedModel opened = accelerator.open(file, model);
        open.incrementAndGet();
        return new Watched(opened, open, new AtomicInteger(), new AtomicBoolean());
    }

    private record Watched(LoadedModel model, AtomicInteger open, AtomicInteger running, AtomicBoolean closed)
            implements LoadedModel {
        @Override
        public Prediction run(ByteBuffer pixels, int n) throws RunFailedException {
            running.incrementAndGet();
            try {
                return model.run(pixels, n);
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public int largestBatch() {
            return model.largestBatch();
        }

        @Override
        public void close() {
            if (running.get() > 0 || closed.getAndSet(true)) {
                throw new AssertionError("A model was closed in use, or twice");
            }
            model.close();
            open.decrementAndGet();
        }
    }
}
