package io.afterimage.trainer.live;

import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which classes models saw, by source and slice of time, as far as is remembered. Safe for many threads: all state is
 * guarded by this.
 */
public final class ClassCounts {
    private static final Duration SLICE = Duration.ofMinutes(10);
    /** With 300 sources, of half a day. */
    private static final int MOST = 20_000;
    /** Of one source in one slice; further ones are counted together. */
    private static final int MOST_CLASSES = 20;

    private static final String OTHERS = "others";

    private final Newest<Slice> slices = new Newest<>(MOST);

    private record Slice(Instant from, String source, Map<String, Integer> counts) {}

    /** Counts a label; one without classes is none. */
    public synchronized void add(SeenLabel label) {
        if (label.said().isEmpty()) {
            return;
        }
        long slice = Math.floorDiv(label.receivedAt().getEpochSecond(), SLICE.toSeconds());
        Map<String, Integer> counts = slices.computeIfAbsent(
                        slice + " " + label.source(),
                        none -> new Slice(
                                Instant.ofEpochSecond(slice * SLICE.toSeconds()), label.source(), new TreeMap<>()))
                .counts();
        boolean named = counts.containsKey(label.said()) || counts.size() < MOST_CLASSES;
        counts.merge(named ? label.said() : OTHERS, 1, Integer::sum);
    }

    /** The newest slices as JSON objects, oldest first. */
    public synchronized List<Map<String, Object>> newest(int most) {
        List<Map<String, Object>> all = new ArrayList<>();
        slices.values().stream().skip(Math.max(0, slices.size() - most)).forEach(slice -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("from", slice.from().toString());
            fields.put("source", slice.source());
            fields.put("counts", Map.copyOf(slice.counts()));
            all.add(fields);
        });
        return all;
    }
}
