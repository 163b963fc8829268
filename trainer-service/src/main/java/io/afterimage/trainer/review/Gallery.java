package io.afterimage.trainer.review;

import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The newest images of each class as models see it, sure or not, for grids; random draws are not among them, since a
 * grid shows what the model said. Not safe for several threads.
 */
final class Gallery {
    private static final int MOST_CLASSES = 100;

    private final int perShelf;
    private final Newest<Newest<SeenLabel>> shelves = new Newest<>(MOST_CLASSES);

    Gallery(int perShelf) {
        this.perShelf = perShelf;
    }

    void add(SeenLabel label) {
        if (label.drawn() || label.said().isEmpty()) {
            return;
        }
        Newest<SeenLabel> shelf = shelves.getOrDefault(label.said(), new Newest<>(perShelf));
        shelf.putLast(label.id(), label);
        shelves.putLast(label.said(), shelf);
    }

    void remove(String id) {
        shelves.values().forEach(shelf -> shelf.remove(id));
    }

    void removeIf(Predicate<SeenLabel> gone) {
        shelves.values().forEach(shelf -> shelf.values().removeIf(gone));
    }

    /** Those of a class, the least certain first. */
    List<SeenLabel> of(String name) {
        return shelves.getOrDefault(name, new Newest<>(1)).values().stream()
                .sorted(Comparator.comparingDouble(SeenLabel::margin))
                .toList();
    }
}
