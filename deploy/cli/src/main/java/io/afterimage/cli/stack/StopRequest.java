package io.afterimage.cli.stack;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an interrupt of one thread, which then ends in order while the Java machine waits for it. Any
 * thread may ask.
 */
final class StopRequest implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;
    private final Thread hook = new Thread(this::stop, "stop");

    private StopRequest(Thread worker) {
        this.worker = worker;
    }

    /** Interrupts the calling thread once the process is asked to stop. */
    static StopRequest interruptsThisThread() {
        StopRequest request = new StopRequest(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    /** Says that all has ended in order. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and its hook sees the latch.
        }
    }

    private void stop() {
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("afterimage: not stopped in order within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
