package io.afterimage.trainer.picture;

import io.afterimage.model.image.Thumbnail;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.label.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures, a few at once, and remembers the last ones. A maker that fails is not used again. Safe for many
 * threads, which wait.
 */
public final class Pictures implements AutoCloseable {
    public static final int SMALLEST_SIDE = 64;
    public static final int LARGEST_SIDE = 1600;

    private static final long CACHE_BYTES = 32L << 20;

    private final int mostAtOnce;
    private final Duration patience;
    private final Supplier<PictureMaker> makers;
    private final Semaphore free;
    private final PictureCache cache = new PictureCache(CACHE_BYTES);
    /** Guarded by itself, as is {@link #closed}. */
    private final Deque<PictureMaker> idle = new ArrayDeque<>();

    private boolean closed;

    /**
     * @param mostAtOnce each holds one original image in memory
     * @param patience most time that a picture waits for its turn
     * @param makers makes one more, when it is needed
     */
    public Pictures(int mostAtOnce, Duration patience, Supplier<PictureMaker> makers) {
        this.mostAtOnce = mostAtOnce;
        this.patience = patience;
        this.makers = makers;
        free = new Semaphore(mostAtOnce, true);
    }

    /**
     * The image at a place.
     *
     * @param sha256 lower-case hex, which it must have
     * @param side most pixels of the longer side
     * @throws PicturesBusyException if its turn does not come in time
     */
    public Thumbnail at(Place place, String sha256, int side) {
        return remembered(sha256, side, maker -> maker.make(place, sha256, side));
    }

    /**
     * The image of an example.
     *
     * @param image its bytes, which are only asked for where they are needed
     * @throws PicturesBusyException if its turn does not come in time
     */
    public Thumbnail of(String sha256, Supplier<byte[]> image, int side) {
        return remembered(sha256, side, maker -> maker.make(image.get(), side));
    }

    /**
     * The own file of whichever image stands at a place: a stranger's bytes, not for a browser.
     *
     * @throws PicturesBusyException if its turn does not come in time
     */
    public Found original(Place place) {
        return inTurn(maker -> maker.fetch(place));
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(PictureMaker::close);
            idle.clear();
        }
    }

    private Thumbnail remembered(String sha256, int side, Function<PictureMaker, Thumbnail> make) {
        String name = sha256 + " " + side;
        Optional<Thumbnail.Made> known = cache.find(name);
        if (known.isPresent()) {
            return known.get();
        }
        Thumbnail made = inTurn(make);
        if (made instanceof Thumbnail.Made picture) {
            cache.put(name, picture);
        }
        return made;
    }

    private <T> T inTurn(Function<PictureMaker, T> work) {
        if (!acquired()) {
            throw new PicturesBusyException(mostAtOnce + " pictures are being made, and the next has waited for "
                    + patience.toSeconds() + " s; ask again");
        }
        try {
            return done(work);
        } finally {
            free.release();
        }
    }

    private <T> T done(Function<PictureMaker, T> work) {
        PictureMaker waiting = waiting();
        PictureMaker maker = waiting == null ? makers.get() : waiting;
        boolean works = false;
        try {
            T result = work.apply(maker);
            works = true;
            return result;
        } finally {
            putBack(maker, works);
        }
    }

    private @Nullable PictureMaker waiting() {
        synchronized (idle) {
            return idle.poll();
        }
    }

    private void putBack(PictureMaker maker, boolean works) {
        synchronized (idle) {
            if (works && !closed) {
                idle.push(maker);
                return;
            }
        }
        maker.close();
    }

    private boolean acquired() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
