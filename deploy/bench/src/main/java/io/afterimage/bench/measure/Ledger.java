package io.afterimage.bench.measure;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each image that was sent: it should have exactly one label. For one thread. */
public final class Ledger {
    private final Map<String, Integer> labelsOf = new HashMap<>();
    private final Map<String, Integer> byModel = new LinkedHashMap<>();
    private int labelled;
    private int doubled;
    private int strangers;
    private long last;
    private long longestGap;

    /** @param ids of the images, each once */
    public Ledger(Collection<String> ids) {
        ids.forEach(id -> labelsOf.put(id, 0));
    }

    /**
     * A label was seen.
     *
     * @param id of its image
     * @param model version that made it
     * @param now when it was seen, in nanoseconds
     */
    public void label(String id, String model, long now) {
        Integer before = labelsOf.get(id);
        if (before == null) {
            strangers++;
            return;
        }
        labelsOf.put(id, before + 1);
        byModel.merge(model, 1, Integer::sum);
        if (before == 0) {
            labelled++;
        } else {
            doubled++;
        }
        longestGap = labelled + doubled == 1 ? 0 : Math.max(longestGap, now - last);
        last = now;
    }

    /** Images that have a label. */
    public int labelled() {
        return labelled;
    }

    public int images() {
        return labelsOf.size();
    }

    /** Images without a label. */
    public int lost() {
        return images() - labelled;
    }

    /** Labels of images that had one already. */
    public int doubled() {
        return doubled;
    }

    /** Labels of images that were not sent. */
    public int strangers() {
        return strangers;
    }

    /** Longest time between two labels, in milliseconds. */
    public long longestGapMillis() {
        return longestGap / 1_000_000;
    }

    /** The versions that labels name. */
    public Set<String> models() {
        return byModel.keySet();
    }

    /** The first of the images without a label, for a message. */
    public List<String> someLost() {
        return labelsOf.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .limit(3)
                .toList();
    }
}
