package io.afterimage.classifier.infer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that use native memory: whoever owns that memory must know whether they have ended. */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    /** What a thread does. */
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Starts a thread that does not keep the process alive; how it failed is logged. */
    public static Thread start(String name, Work work) {
        Thread thread = new Thread(() -> run(name, work), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Waits for the end of all of them.
     *
     * @throws InferenceException if one still runs after the time allowed: native memory it uses must not be freed then
     */
    public static void join(List<Thread> threads, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                throw new InferenceException(thread.getName() + " did not end its work in time", null);
            }
        }
    }

    private static void run(String name, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("{} ended", name, e);
        }
    }
}
