package io.afterimage.trainer.estimate;

import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.label.Projection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where examples lie that one version was trained on, by its own embeddings: at most {@value #MOST}, the same ones in every process.
 * Embeds a few each time that it is called, so that it takes no core from others. Safe for many threads, of which one calls
 * {@link #follow}.
 */
public final class TrainingSample {
    static final int MOST = 200;
    static final int PART = 20;
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSample.class);

    private final Embedder embedder;
    private volatile Places places = new Places("", Map.of());
    /** Of the thread that follows. */
    private String refused = "";

    /** Runs a model on an image. */
    public interface Embedder {
        /** Gives float32 [embeddingSize]; empty where the image has none. */
        Optional<float[]> embedding(String version, byte[] image)
                throws IOException, StoreException, ModelRejectedException;
    }

    /** @param byImage hash of an image to where it lies; empty where that cannot be told */
    private record Places(String version, Map<String, Optional<float[]>> byImage) {}

    public TrainingSample(Embedder embedder) {
        this.embedder = embedder;
    }

    /** What is known of a version by now; empty for a version that is not the one last followed. */
    public List<float[]> of(String version) {
        Places known = places;
        return known.version().equals(version)
                ? known.byImage().values().stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    /**
     * Goes on with a version, or begins with it.
     *
     * @param live one that was trained here, else there is nothing to do
     * @param examples as they are now
     * @param images gives the file of an example by its hash; throws {@link UncheckedIOException} where it is gone
     */
    public void follow(ModelVersion live, Collection<Example> examples, Function<String, byte[]> images) {
        String version = live.version();
        Map<String, Optional<float[]>> known = places.version().equals(version) ? places.byImage() : Map.of();
        if (live.parent().isEmpty() || version.equals(refused) || known.size() == MOST) {
            return;
        }
        try {
            places = new Places(version, with(known, version, next(live, examples, known), images));
        } catch (IOException | StoreException | ModelRejectedException e) {
            refused = version;
            LOG.info("No drift against the training set: model {} cannot be run: {}", live.number(), e.getMessage());
        }
    }

    private Map<String, Optional<float[]>> with(
            Map<String, Optional<float[]>> known, String version, List<String> chosen, Function<String, byte[]> images)
            throws IOException, StoreException, ModelRejectedException {
        Map<String, Optional<float[]>> next = new LinkedHashMap<>(known);
        for (String sha256 : chosen) {
            next.put(sha256, place(version, sha256, images));
        }
        return next;
    }

    private Optional<float[]> place(String version, String sha256, Function<String, byte[]> images)
            throws IOException, StoreException, ModelRejectedException {
        byte[] image;
        try {
            image = images.apply(sha256);
        } catch (UncheckedIOException e) {
            // Taken back meanwhile.
            return Optional.empty();
        }
        return embedder.embedding(version, image).flatMap(embedding -> Projection.of(embedding, Drifts.LINES));
    }

    /** By hash, which is as good as at random. */
    private static List<String> next(ModelVersion live, Collection<Example> examples, Map<String, ?> known) {
        return examples.stream()
                .filter(example -> wasTrainedOn(example, live))
                .map(example -> HexFormat.of().formatHex(example.getSha256().toByteArray()))
                .filter(sha256 -> !known.containsKey(sha256))
                .sorted()
                .limit(Math.min(PART, MOST - known.size()))
                .toList();
    }

    private static boolean wasTrainedOn(Example example, ModelVersion version) {
        return ExampleCounts.isIn(example)
                && example.getSide() == Side.TRAIN
                && Times.instant(example.getCreatedAt()).isBefore(version.createdAt());
    }
}
