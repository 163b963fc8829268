package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the uploads under way, and the bytes that they hold. Safe for many threads. */
public final class Admission {
    private final int mostRequests;
    private final long mostHeld;
    private final Semaphore requests;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param mostRequests uploads at once, those included that wait for their label
     * @param mostHeld bytes of images that neither the brokers nor the store have yet
     */
    public Admission(int mostRequests, long mostHeld) {
        this.mostRequests = mostRequests;
        this.mostHeld = mostHeld;
        requests = new Semaphore(mostRequests);
    }

    /** Lets one more upload in; whoever has the permit closes it. */
    public Permit enter() {
        if (!requests.tryAcquire()) {
            throw new RefusedException(
                    ProblemType.TOO_MANY_REQUESTS, mostRequests + " uploads are under way already; try again");
        }
        return new Permit();
    }

    /** Bytes that uploads hold now. */
    public long held() {
        return held.get();
    }

    /** An upload's place. */
    public final class Permit implements AutoCloseable {
        private final AtomicLong mine = new AtomicLong();
        private final Semaphore place = new Semaphore(1);

        private Permit() {}

        /** Sets so many bytes aside for this upload. */
        void reserve(long bytes) {
            if (held.addAndGet(bytes) > mostHeld) {
                held.addAndGet(-bytes);
                throw new RefusedException(
                        ProblemType.MEMORY_FULL, "other uploads hold most of the " + mostHeld + " bytes; try again");
            }
            mine.addAndGet(bytes);
        }

        /** The image is with the brokers or will never be: its bytes are free. */
        void releaseBytes() {
            held.addAndGet(-mine.getAndSet(0));
        }

        @Override
        public void close() {
            releaseBytes();
            if (place.tryAcquire()) {
                requests.release();
            }
        }
    }
}
