package io.afterimage.trainer.review;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What waits because the model is not sure of it, within budgets: past one of them, the least useful of that source or
 * class goes. Sources take turns, however much comes from each. Not safe for several threads.
 */
final class Pool {
    private final ReviewSettings settings;
    private final Map<String, Waiting> byId = new HashMap<>();
    /** Whose turn was longest ago comes first. */
    private final Map<String, NavigableSet<Waiting>> bySource = new LinkedHashMap<>();

    private final Map<String, NavigableSet<Waiting>> byClass = new HashMap<>();

    Pool(ReviewSettings settings) {
        this.settings = settings;
    }

    void add(Waiting waiting) {
        remove(waiting.label().id());
        byId.put(waiting.label().id(), waiting);
        NavigableSet<Waiting> ofSource = shelf(bySource, waiting.label().source());
        NavigableSet<Waiting> ofClass = shelf(byClass, waiting.label().said());
        ofSource.add(waiting);
        ofClass.add(waiting);
        if (ofSource.size() > settings.perSource()) {
            drop(ofSource);
        }
        if (ofClass.size() > settings.perClass()) {
            drop(ofClass);
        }
        if (byId.size() > settings.most()) {
            bySource.values().stream()
                    .max(Comparator.comparingInt(Collection::size))
                    .ifPresent(this::drop);
        }
    }

    void remove(String id) {
        Waiting gone = byId.remove(id);
        if (gone != null) {
            take(gone, bySource, gone.label().source());
            take(gone, byClass, gone.label().said());
        }
    }

    void removeIf(Predicate<Waiting> gone) {
        byId.values().stream()
                .filter(gone)
                .toList()
                .forEach(one -> remove(one.label().id()));
    }

    /** The most useful of the source whose turn it is and which has one that is wanted; it stays here. */
    Optional<Waiting> next(Predicate<Waiting> wanted) {
        for (Map.Entry<String, NavigableSet<Waiting>> source : bySource.entrySet()) {
            Optional<Waiting> found = source.getValue().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                String name = source.getKey();
                bySource.remove(name);
                bySource.put(name, source.getValue());
                return found;
            }
        }
        return Optional.empty();
    }

    Optional<Waiting> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Waiting> all() {
        return List.copyOf(byId.values());
    }

    private void drop(NavigableSet<Waiting> shelf) {
        remove(shelf.last().label().id());
    }

    private static NavigableSet<Waiting> shelf(Map<String, NavigableSet<Waiting>> shelves, String name) {
        return shelves.computeIfAbsent(name, none -> new TreeSet<>(Waiting.MOST_USEFUL_FIRST));
    }

    private static void take(Waiting gone, Map<String, NavigableSet<Waiting>> shelves, String name) {
        shelves.computeIfPresent(name, (same, shelf) -> {
            shelf.remove(gone);
            return shelf.isEmpty() ? null : shelf;
        });
    }
}
