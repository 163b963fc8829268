package io.afterimage.bench.learn;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a model makes of photos as they pass by. */
final class Glances {
    private Glances() {}

    /**
     * Of one photo.
     *
     * @param probabilities one a label
     * @param embedding empty where the model has none
     */
    record Glance(float[] probabilities, float[] embedding) {}

    /** Of all that can be decoded, on several threads. */
    static Map<LabelledPhoto, Glance> of(byte[] model, List<LabelledPhoto> photos, int threads) throws Exception {
        Map<LabelledPhoto, Glance> glances = new ConcurrentHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ModelSession session = ModelSession.open(model, ModelPackage.read(model), 1)) {
            List<Callable<Integer>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                parts.add(() -> look(session, photos, first, threads, glances));
            }
            // All of them have ended before the session closes.
            for (Future<Integer> part : pool.invokeAll(parts)) {
                var unused = part.get();
            }
        } finally {
            pool.shutdown();
        }
        return glances;
    }

    /** Every so many photos; how many could be decoded. */
    private static int look(
            ModelSession session, List<LabelledPhoto> photos, int first, int step, Map<LabelledPhoto, Glance> glances)
            throws IOException, RunFailedException {
        InputGeometry geometry = session.model().geometry();
        ByteBuffer pixels = ByteBuffer.allocateDirect(geometry.bytes());
        int decoded = 0;
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (int i = first; i < photos.size(); i += step) {
                byte[] image = Files.readAllBytes(photos.get(i).file());
                DecodeResult result = decoder.decode(image, 0, image.length, geometry, pixels.clear());
                if (result instanceof DecodeResult.Decoded) {
                    Prediction said = session.run(pixels, 1);
                    glances.put(photos.get(i), new Glance(said.probabilities(0), said.embedding(0)));
                    decoded++;
                }
            }
        }
        return decoded;
    }
}
