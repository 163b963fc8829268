package io.afterimage.cli.demo;

import io.afterimage.events.v1.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was sent, and whether its label is right. Grows with the images of one demo. Safe for many threads: all is guarded by this. */
final class Scoreboard {
    private static final int OF_LATE = 200;

    private final Map<String, Shown> waiting = new HashMap<>();
    private final Set<String> labelled = new HashSet<>();
    private final Map<Kind, Tally> tallies = new HashMap<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final Deque<Boolean> late = new ArrayDeque<>();
    private int doubled;

    /** What an image shows, and when it was taken. */
    record Shown(String truth, boolean night) {}

    private record Kind(boolean night, String version) {}

    /** An image is about to be sent. */
    synchronized void sent(String id, Shown shown) {
        waiting.put(id, shown);
    }

    /** A label came; what its image shows, empty where that is not known or it had its label already. */
    synchronized Optional<Shown> labelled(Label label) {
        Shown shown = waiting.remove(label.getId());
        if (shown == null) {
            doubled += labelled.contains(label.getId()) ? 1 : 0;
            return Optional.empty();
        }
        labelled.add(label.getId());
        versions.add(label.getModel());
        boolean right = label.getTopCount() > 0 && label.getTop(0).getLabel().equals(shown.truth());
        tallies.merge(new Kind(shown.night(), label.getModel()), Tally.NONE.and(right), Tally::and);
        late.addLast(right);
        if (late.size() > OF_LATE) {
            late.removeFirst();
        }
        return Optional.of(shown);
    }

    /** Labels of one version, of images taken by day or at night. */
    synchronized Tally of(boolean night, String version) {
        return tallies.getOrDefault(new Kind(night, version), Tally.NONE);
    }

    /** Labels of one version. */
    synchronized Tally of(String version) {
        return of(false, version).and(of(true, version));
    }

    /** The last labels, of whatever version. */
    synchronized Tally ofLate() {
        return late.stream().reduce(Tally.NONE, Tally::and, Tally::and);
    }

    /** Versions that made labels, in the order in which they came. */
    synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    synchronized int images() {
        return waiting.size() + labelled.size();
    }

    /** All that came for images of this demo. */
    synchronized int labels() {
        return labelled.size() + doubled;
    }

    /** Images without a label so far. */
    synchronized int missing() {
        return waiting.size();
    }

    /** Labels that came for images which had theirs. */
    synchronized int doubled() {
        return doubled;
    }
}
