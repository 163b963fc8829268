package io.afterimage.events;

import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a data set holds. Pure.
 *
 * @param examples in the data set
 * @param classes examples by class and side
 * @param groups number of groups that are never split
 * @param nearDuplicates examples beyond the first of their group
 * @param tied images that the votes keep out, as many people being for one class as for another
 * @param unusable images that show nothing that can be classified
 * @param setAside images that would link two groups of different sides
 * @param disagreements images of which people say different things, in the data set or not
 */
public record ExampleCounts(
        int examples,
        Map<String, Map<Side, Integer>> classes,
        int groups,
        int nearDuplicates,
        int tied,
        int unusable,
        int setAside,
        int disagreements) {

    /** Counts examples; their images may be left out. */
    public static ExampleCounts of(Collection<Example> all) {
        Map<String, Map<Side, Integer>> classes = new TreeMap<>();
        Map<Standing, Integer> standings = new EnumMap<>(Standing.class);
        Set<String> groups = new HashSet<>();
        int disagreements = 0;
        for (Example example : all) {
            standings.merge(standingOf(example), 1, Integer::sum);
            if (isIn(example)) {
                groups.add(example.getGroup());
                classes.computeIfAbsent(example.getLabel(), none -> new EnumMap<>(Side.class))
                        .merge(example.getSide(), 1, Integer::sum);
            }
            disagreements += disagree(example) ? 1 : 0;
        }
        int in = standings.getOrDefault(Standing.IN, 0);
        return new ExampleCounts(
                in,
                classes,
                groups.size(),
                in - groups.size(),
                standings.getOrDefault(Standing.TIED, 0),
                standings.getOrDefault(Standing.UNUSABLE, 0),
                standings.getOrDefault(Standing.SET_ASIDE, 0),
                disagreements);
    }

    /** Whether the example belongs to the data set. */
    public static boolean isIn(Example example) {
        return standingOf(example) == Standing.IN;
    }

    /** Whether people say different things of the image. */
    public static boolean disagree(Example example) {
        return example.getVotesList().stream().map(Vote::getLabel).distinct().count() > 1;
    }

    /** The example's standing; one that does not say is in the data set. */
    public static Standing standingOf(Example example) {
        return example.getStanding() == Standing.STANDING_UNSPECIFIED ? Standing.IN : example.getStanding();
    }
}
