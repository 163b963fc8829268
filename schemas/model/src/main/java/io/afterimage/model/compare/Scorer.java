package io.afterimage.model.compare;

import io.afterimage.events.Rejection;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a package on test examples in ONNX Runtime on the CPU, as it would serve them: some at a time, each on one thread, all in
 * one session. Holds native memory and threads. For one thread, which also closes it.
 */
public final class Scorer implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final ModelSession session;
    private final ExecutorService pool;
    /** One for each thread of the pool. */
    private final BlockingQueue<Desk> desks = new LinkedBlockingQueue<>();
    /** Bounds the images that are held. */
    private final Semaphore room;

    private final List<Future<Scored>> examples = new ArrayList<>();
    private final Map<String, Rejection> leftOut = new LinkedHashMap<>();

    private Scorer(ModelSession session, int threads, ImageLimits limits) {
        this.session = session;
        pool = Executors.newFixedThreadPool(threads);
        room = new Semaphore(2 * threads);
        for (int i = 0; i < threads; i++) {
            desks.add(new Desk(
                    new ImageDecoder(limits),
                    ByteBuffer.allocateDirect(session.model().geometry().bytes())));
        }
    }

    /** What one thread works with. */
    private record Desk(ImageDecoder decoder, ByteBuffer pixels) {}

    /** Either. */
    private record Scored(
            String sha256,
            @Nullable TestScore score,
            @Nullable Rejection rejection) {}

    /**
     * Opens a package.
     *
     * @param threads that each score one example at a time, from 1
     */
    public static Scorer open(byte[] file, int threads, ImageLimits limits) throws ModelRejectedException {
        return new Scorer(ModelSession.open(file, ModelPackage.read(file), 1), threads, limits);
    }

    /**
     * Has one example scored; waits while there is enough to do.
     *
     * @param image the encoded image file
     */
    public void score(String sha256, String group, String trueClass, byte[] image) throws InterruptedException {
        room.acquire();
        examples.add(pool.submit(() -> {
            try {
                return scored(sha256, group, trueClass, image);
            } finally {
                room.release();
            }
        }));
    }

    /**
     * All scores so far, in the order in which they were asked for; waits for them.
     *
     * @throws RunFailedException if the model cannot be run
     * @throws IllegalArgumentException if the model gave values that are no probabilities
     */
    public ModelScores scores() throws RunFailedException, InterruptedException {
        List<TestScore> scores = new ArrayList<>();
        for (Future<Scored> example : examples) {
            Scored scored = get(example);
            if (scored.score() != null) {
                scores.add(scored.score());
            } else if (scored.rejection() != null) {
                leftOut.put(scored.sha256(), scored.rejection());
            }
        }
        return new ModelScores(session.model().version(), session.model().labels(), scores);
    }

    /** Of those that {@link #scores} has waited for: by hash, why an image cannot be decoded. */
    public Map<String, Rejection> leftOut() {
        return leftOut;
    }

    /** @throws IllegalStateException if its threads do not end; nothing native is freed then */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the threads that score images do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while images are scored", e);
        }
        desks.forEach(desk -> desk.decoder().close());
        session.close();
    }

    private static Scored get(Future<Scored> example) throws RunFailedException, InterruptedException {
        try {
            return example.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailedException failed) {
                throw failed;
            }
            throw new IllegalStateException("an example cannot be scored: " + e.getCause(), e);
        }
    }

    private Scored scored(String sha256, String group, String trueClass, byte[] image)
            throws RunFailedException, InterruptedException {
        Desk desk = desks.take();
        try {
            DecodeResult decoded = desk.decoder()
                    .decode(
                            image,
                            0,
                            image.length,
                            session.model().geometry(),
                            desk.pixels().clear());
            if (decoded instanceof DecodeResult.Rejected rejected) {
                return new Scored(sha256, null, rejected.rejection());
            }
            double[] said = doubles(session.run(desk.pixels(), 1).probabilities(0));
            return new Scored(sha256, new TestScore(sha256, group, trueClass, said), null);
        } finally {
            desks.add(desk);
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
