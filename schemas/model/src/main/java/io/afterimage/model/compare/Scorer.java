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
import java.util.List;
import java.util.Optional;

/**
 * Runs a package on test examples, one after the other, in ONNX Runtime on the CPU. Holds native memory; for one thread,
 * which also closes it.
 */
public final class Scorer implements AutoCloseable {
    private final ModelPackage model;
    private final ModelSession session;
    private final ImageDecoder decoder;
    private final ByteBuffer pixels;
    private final List<TestScore> scores = new ArrayList<>();

    private Scorer(ModelPackage model, ModelSession session, ImageLimits limits) {
        this.model = model;
        this.session = session;
        this.decoder = new ImageDecoder(limits);
        this.pixels = ByteBuffer.allocateDirect(model.geometry().bytes());
    }

    /**
     * Opens a package.
     *
     * @param threads that share one run, from 1
     */
    public static Scorer open(byte[] file, int threads, ImageLimits limits) throws ModelRejectedException {
        ModelPackage model = ModelPackage.read(file);
        return new Scorer(model, ModelSession.open(file, model, threads), limits);
    }

    /**
     * Scores one example.
     *
     * @param image the encoded image file
     * @return why the image cannot be decoded; it is left out then
     */
    public Optional<Rejection> score(String sha256, String group, String trueClass, byte[] image)
            throws RunFailedException {
        DecodeResult decoded = decoder.decode(image, 0, image.length, model.geometry(), pixels);
        if (decoded instanceof DecodeResult.Rejected rejected) {
            return Optional.of(rejected.rejection());
        }
        scores.add(new TestScore(
                sha256, group, trueClass, doubles(session.run(pixels, 1).probabilities(0))));
        return Optional.empty();
    }

    /**
     * All scores so far.
     *
     * @throws IllegalArgumentException if the model gave values that are no probabilities
     */
    public ModelScores scores() {
        return new ModelScores(model.version(), model.labels(), scores);
    }

    @Override
    public void close() {
        decoder.close();
        session.close();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
