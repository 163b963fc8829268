package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.Runners;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The runners of an accelerator until it is lost, and others from then on. Who waits for an image notices nothing but the
 * time: its task goes over with it.
 */
public final class FailoverRunners implements Runners {
    private final BatchedRunners first;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Runners current; // changed under the lock
    private volatile boolean goneOver;

    /** Owns the runners from now on. */
    public FailoverRunners(BatchedRunners first) {
        this.first = first;
        current = first;
    }

    /** Ends the first runners and hands their images to others, which are owned from now on. To be called once. */
    public void goOver(Supplier<Runners> others) throws InterruptedException {
        lock.writeLock().lock();
        try {
            List<ImageTask> left = first.handOver();
            current = others.get();
            for (int i = left.size() - 1; i >= 0; i--) {
                current.expedite(left.get(i), false);
            }
        } finally {
            lock.writeLock().unlock();
        }
        goneOver = true;
        first.close();
    }

    /** After the device was lost, instead of going over: what waits, and what comes, fails with the reason. */
    public void fail(String reason) {
        first.fail(reason);
    }

    public boolean goneOver() {
        return goneOver;
    }

    /** Why no image is answered, in one line; empty while images are. */
    public String obstacle() {
        return goneOver ? "" : first.obstacle();
    }

    /** Runs that never came back from the device. */
    public int givenUp() {
        return first.givenUp();
    }

    /** What is not as it was set, in a few words; empty where nothing is. */
    public String remark() {
        return first.remark();
    }

    @Override
    public boolean submit(ImageTask task) {
        lock.readLock().lock();
        try {
            return current.submit(task);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void expedite(ImageTask task, boolean submitted) {
        lock.readLock().lock();
        try {
            current.expedite(task, submitted);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void cancel(ImageTask task) {
        lock.readLock().lock();
        try {
            current.cancel(task);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public int waiting() {
        lock.readLock().lock();
        try {
            return current.waiting();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.readLock().lock();
        try {
            current.close();
        } finally {
            lock.readLock().unlock();
        }
    }
}
