package io.afterimage.trainer.live;

import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The newest labels of each source, of a bounded number of sources: those that were heard of last. Not safe for several
 * threads.
 */
final class Sources {
    /** Of each source. */
    static final int FILMSTRIP = 50;

    private static final int MOST = 400;

    private final Newest<Deque<SeenLabel>> strips = new Newest<>(MOST);

    void add(SeenLabel label) {
        Deque<SeenLabel> strip = strips.getOrDefault(label.source(), new ArrayDeque<>());
        if (strip.size() == FILMSTRIP) {
            strip.removeLast();
        }
        strip.addFirst(label);
        strips.putLast(label.source(), strip);
    }

    int count() {
        return strips.size();
    }

    /** The newest of each source, the source that was heard of last first. */
    List<SeenLabel> newest(int most) {
        List<Map.Entry<String, Deque<SeenLabel>>> all = new ArrayList<>(strips.entrySet());
        Collections.reverse(all);
        return all.stream()
                .limit(most)
                .map(strip -> strip.getValue().getFirst())
                .toList();
    }

    /** Those of one source, the newest first. */
    List<SeenLabel> filmstrip(String source) {
        return List.copyOf(strips.getOrDefault(source, new ArrayDeque<>()));
    }
}
