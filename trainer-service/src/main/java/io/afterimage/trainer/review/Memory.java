package io.afterimage.trainer.review;

import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the images look like that people were asked about, or will be: the newest of them. Not safe for several threads.
 */
final class Memory {
    /** Some 18 degrees, a cosine of 0.95: frames of one scene. */
    private static final int SCENE_BITS = 26;
    /** Some 7 degrees: the same picture, whenever it was taken. */
    private static final int PICTURE_BITS = 10;
    /** Some 45 degrees. */
    static final int RELATED_BITS = 64;

    private static final Duration SCENE = Duration.ofMinutes(10);
    /** Without a sketch, frames of one feed are told apart by time alone. */
    private static final Duration UNKNOWN_SCENE = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    private final Newest<Known> known = new Newest<>(MOST);

    /** An image; {@code name} is its class as people say, or else as the model does. */
    record Known(
            String source,
            String model,
            Instant at,
            @Nullable Sketch sketch,
            String name) {}

    void add(SeenLabel label, @Nullable Sketch sketch) {
        known.putLast(label.id(), new Known(label.source(), label.model(), label.receivedAt(), sketch, label.said()));
    }

    /** People say what it is. */
    void name(String id, String name) {
        known.computeIfPresent(
                id, (same, image) -> new Known(image.source(), image.model(), image.at(), image.sketch(), name));
    }

    /** How many of a model can be compared. */
    int size(String model) {
        return (int) known.values().stream()
                .filter(image -> image.sketch() != null && image.model().equals(model))
                .count();
    }

    /** Whether people were asked about, or will be, what this image shows. */
    boolean showsTheSame(SeenLabel label, @Nullable Sketch sketch) {
        return known.values().stream()
                .anyMatch(image -> image.source().equals(label.source()) && sameScene(image, label, sketch));
    }

    /** The images of the same model that look most like it, the nearest first, within {@link #RELATED_BITS}. */
    List<Known> nearest(String model, Sketch sketch, int most) {
        return known.values().stream()
                .filter(image -> image.model().equals(model) && distance(image, sketch) <= RELATED_BITS)
                .sorted(Comparator.comparingInt(image -> distance(image, sketch)))
                .limit(most)
                .toList();
    }

    private static boolean sameScene(Known image, SeenLabel label, @Nullable Sketch sketch) {
        Duration apart = Duration.between(image.at(), label.receivedAt()).abs();
        if (sketch == null || image.sketch() == null || !image.model().equals(label.model())) {
            return label.continuous() && apart.compareTo(UNKNOWN_SCENE) < 0;
        }
        int bits = distance(image, sketch);
        return bits <= PICTURE_BITS || (label.continuous() && bits <= SCENE_BITS && apart.compareTo(SCENE) < 0);
    }

    private static int distance(Known image, Sketch sketch) {
        Sketch other = image.sketch();
        return other == null ? Sketch.BITS : other.distance(sketch);
    }
}
