package io.afterimage.trainer.estimate;

import com.google.protobuf.ByteString;
import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What versions saw first and see now, over all and by source, in a bounded amount of memory: 256 bytes for each of the
 * draws that are kept. Not safe for several threads.
 */
final class Drifts {
    static final int LINES = 64;
    private static final int MOST_OF_ALL = 200;
    private static final int MOST_OF_SOURCE = 50;
    private static final int MOST_SAMPLES = 500;
    private static final int MOST_SOURCES = 20;

    /** By version, and by version and source. */
    private final Newest<Sample> samples;

    Drifts() {
        this(new Newest<>(MOST_SAMPLES));
    }

    private Drifts(Newest<Sample> samples) {
        this.samples = samples;
    }

    /** The same as it is now. */
    Drifts copy() {
        Newest<Sample> copy = samples.copy();
        copy.replaceAll((name, sample) -> sample.copy());
        return new Drifts(copy);
    }

    /** @param embedding as the label had it; may be empty */
    void add(DrawnLabel draw, ByteString embedding) {
        Projection.of(embedding, LINES).ifPresent(place -> {
            add(draw.model(), MOST_OF_ALL, draw, place);
            add(prefix(draw.model()) + draw.source(), MOST_OF_SOURCE, draw, place);
        });
    }

    /** Empty where a version has drawn too few images to tell. */
    Optional<VersionDrift> of(String model) {
        return Optional.ofNullable(samples.get(model))
                .flatMap(Sample::drift)
                .map(all -> new VersionDrift(all, sources(prefix(model))));
    }

    /** Where the images lie that a version drew. */
    DrawnPlaces places(String model) {
        return Optional.ofNullable(samples.get(model)).map(Sample::places).orElse(DrawnPlaces.NONE);
    }

    private Map<String, Drift> sources(String prefix) {
        List<Map.Entry<String, Sample>> largest = new ArrayList<>(samples.entrySet());
        largest.removeIf(one -> !one.getKey().startsWith(prefix));
        largest.sort(Comparator.comparingInt(
                        (Map.Entry<String, Sample> one) -> one.getValue().size())
                .reversed()
                .thenComparing(Map.Entry::getKey));
        Map<String, Drift> sources = new LinkedHashMap<>();
        for (Map.Entry<String, Sample> one : largest.subList(0, Math.min(MOST_SOURCES, largest.size()))) {
            one.getValue().drift().ifPresent(drift -> sources.put(one.getKey().substring(prefix.length()), drift));
        }
        return sources;
    }

    private void add(String name, int most, DrawnLabel draw, float[] place) {
        Sample sample = samples.getOrDefault(name, new Sample(most));
        sample.add(draw, place);
        samples.putLast(name, sample);
    }

    /** No source has a line feed in it. */
    private static String prefix(String model) {
        return model + "\n";
    }
}
