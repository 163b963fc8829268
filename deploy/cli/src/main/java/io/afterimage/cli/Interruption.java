package io.afterimage.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a request: the command sees it and ends in order, and the process lives until this is closed or a grace
 * time has passed. Say what there is to say before closing. Safe for many threads.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "interruption");
    private final Runnable onRequest;
    private final Duration grace;

    private Interruption(Runnable onRequest, Duration grace) {
        this.onRequest = onRequest;
        this.grace = grace;
    }

    /** Listens from now on, until closed. */
    public static Interruption listen() {
        return listen(() -> {}, GRACE);
    }

    /** Listens from now on; the command may take so long to end in order. */
    public static Interruption listen(Duration grace) {
        return listen(() -> {}, grace);
    }

    /** Listens from now on, and interrupts the calling thread, which may take so long to end in order. */
    public static Interruption interruptingThisThread(Duration grace) {
        return listen(Thread.currentThread()::interrupt, grace);
    }

    private static Interruption listen(Runnable onRequest, Duration grace) {
        Interruption interruption = new Interruption(onRequest, grace);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the command should end. */
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits so long, or until the command should end, and says whether it should. */
    public boolean await(long nanos) {
        try {
            return requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and its hook sees the latch.
        }
    }

    private void hold() {
        requested.countDown();
        onRequest.run();
        try {
            if (!ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("afterimage: not ended in order within " + grace.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
