package io.afterimage.scenes;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What cameras come to see: any of the signs in any of the conditions, each as often as it is listed.
 *
 * @param conditions at least one
 * @param signs at least one
 */
public record Scenario(List<Condition> conditions, List<Sign> signs) {
    /** All that a starter model has learned. */
    public static final Scenario DAY =
            new Scenario(Condition.ALL.stream().filter(Condition::byDay).toList(), Sign.known());

    /** Night, and among the known signs two that no starter model has seen. */
    public static final Scenario NIGHT = new Scenario(
            List.of(Condition.NIGHT, Condition.NIGHT, Condition.RAINY_NIGHT),
            Stream.of(Sign.known(), Sign.unknown(), Sign.unknown())
                    .flatMap(List::stream)
                    .toList());

    public Scenario {
        conditions = List.copyOf(conditions);
        signs = List.copyOf(signs);
        if (conditions.isEmpty() || signs.isEmpty()) {
            throw new IllegalArgumentException("a scenario needs a condition and a sign");
        }
    }

    /** The same signs in one condition only. */
    public Scenario only(Condition condition) {
        return new Scenario(List.of(condition), signs);
    }

    /**
     * One scene, always the same for the same numbers.
     *
     * @param seed of all scenes
     * @param camera that sees it, from 0
     * @param number of the scene among those of the seed
     */
    public Scene scene(long seed, int camera, long number) {
        SplittableRandom random = new SplittableRandom(mixed(seed, number));
        return new Scene(one(signs, random), one(conditions, random), camera, random.nextLong());
    }

    /** As neighbouring seeds of a SplittableRandom may give draws that overlap (Stafford's 13th variant of MurmurHash3's mixer). */
    private static long mixed(long seed, long number) {
        long bits = seed * 0xD1342543DE82EF95L + number;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    private static <T> T one(List<T> any, SplittableRandom random) {
        return any.get(random.nextInt(any.size()));
    }
}
