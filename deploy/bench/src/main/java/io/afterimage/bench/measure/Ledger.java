package io.afterimage.bench.measure;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each image that was sent: it should have exactly one label, and no dead letter. For one thread. */
public final class Ledger {
    private final Map<String, Integer> labelsOf = new HashMap<>();
    private final Set<String> models = new HashSet<>();
    private final Set<String> rejected = new HashSet<>();
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
        models.add(model);
        if (before == 0) {
            labelled++;
        } else {
            doubled++;
        }
        longestGap = labelled + doubled == 1 ? 0 : Math.max(longestGap, now - last);
        last = now;
    }

    /** A dead letter was seen. */
    public void deadLetter(String id) {
        if (labelsOf.containsKey(id)) {
            rejected.add(id);
        }
    }

    /** Images that have a label. */
    public int labelled() {
        return labelled;
    }

    public int images() {
        return labelsOf.size();
    }

    /** Images that have a dead letter. */
    public int rejected() {
        return rejected.size();
    }

    /** Images that have neither label nor dead letter. */
    public int lost() {
        return images()
                - labelled
                - (int) rejected.stream()
                        .filter(id -> labelsOf.getOrDefault(id, 0) == 0)
                        .count();
    }

    /** Whether each image has one label and no dead letter. */
    public boolean exact() {
        return labelled == images() && doubled == 0 && rejected.isEmpty();
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
        return models;
    }

    /** Some of the images without a label, for a message. */
    public List<String> someLost() {
        return labelsOf.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .limit(3)
                .toList();
    }
}
