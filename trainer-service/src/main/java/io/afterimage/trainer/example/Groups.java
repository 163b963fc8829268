package io.afterimage.trainer.example;

import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.trainer.feedback.Found;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which images may not be told apart by the split. A frame of a continuous feed belongs to its source and minute; any other
 * image to the cluster of its near-duplicates, or to a new one. Whoever came first names the group, so a group and its
 * side never change. For one thread.
 */
public final class Groups {
    /** Between a source and its minute; the other groups' names, hashes, have no space. */
    private static final String MINUTE = " at ";

    private final Sides sides;
    private final NearDuplicates index = new NearDuplicates();
    private final List<Placement> placements = new ArrayList<>();

    public Groups(Sides sides) {
        this.sides = sides;
    }

    /**
     * Where an image comes.
     *
     * @param side unspecified: nowhere, as it would link groups of different sides
     */
    public record Placement(String group, Side side) {
        /** Whether the image may not be in the data set. */
        public boolean setAside() {
            return side == Side.SIDE_UNSPECIFIED;
        }
    }

    /** Knows an example that was placed earlier. */
    public void add(Example example) {
        if (example.getStanding() != Standing.SET_ASIDE && !isMinute(example.getGroup())) {
            add(example.getPerceptualHash(), new Placement(example.getGroup(), example.getSide()));
        }
    }

    /** Places a new image, and knows it from now on. */
    public Placement place(String sha256, long perceptualHash, Found.Image image) {
        if (image.continuous()) {
            String minute = image.source() + MINUTE + image.capturedAt().truncatedTo(ChronoUnit.MINUTES);
            return new Placement(minute, sides.of(minute));
        }
        List<Placement> near = near(perceptualHash);
        Placement placement = near.isEmpty() ? new Placement(sha256, sides.of(sha256)) : near.get(0);
        if (near.stream().anyMatch(other -> other.side() != placement.side())) {
            return new Placement(placement.group(), Side.SIDE_UNSPECIFIED);
        }
        add(perceptualHash, placement);
        return placement;
    }

    /** Those of all near-duplicates, the most alike first. */
    private List<Placement> near(long hash) {
        return Arrays.stream(index.near(hash))
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(number -> index.distance(hash, number))
                        .thenComparing(Comparator.naturalOrder()))
                .map(placements::get)
                .toList();
    }

    private void add(long hash, Placement placement) {
        index.add(hash);
        placements.add(placement);
    }

    private static boolean isMinute(String group) {
        return group.contains(MINUTE);
    }
}
