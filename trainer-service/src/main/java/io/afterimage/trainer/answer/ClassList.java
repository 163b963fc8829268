package io.afterimage.trainer.answer;

import io.afterimage.events.ClassNames;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.v1.Side;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The classes that people and the live model know, as JSON objects: keys and values, in order. Pure. */
public final class ClassList {
    /** Of shorter names, such as digits, many differ in one letter. */
    private static final int SHORTEST = 4;

    private ClassList() {}

    /**
     * All of them, by name.
     *
     * @param live the live model's
     * @param now what a name is called now
     */
    public static List<Map<String, @Nullable Object>> of(
            ExampleCounts counts, Collection<String> live, UnaryOperator<String> now) {
        Set<String> names = new TreeSet<>(counts.classes().keySet());
        names.addAll(live);
        Set<String> ofModel = new HashSet<>(live);
        return names.stream()
                .map(name -> of(
                        name,
                        counts.classes().getOrDefault(name, Map.of()),
                        ofModel.contains(name),
                        names,
                        now.apply(name)))
                .toList();
    }

    private static Map<String, @Nullable Object> of(
            String name, Map<Side, Integer> sides, boolean live, Set<String> names, String now) {
        Map<String, Integer> examples = new LinkedHashMap<>();
        examples.put("train", sides.getOrDefault(Side.TRAIN, 0));
        examples.put("validation", sides.getOrDefault(Side.VALIDATION, 0));
        examples.put("test", sides.getOrDefault(Side.TEST, 0));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("examples", examples);
        fields.put("live", live);
        fields.put("renamed_to", now.equals(name) ? null : now);
        fields.put(
                "similar",
                names.stream().filter(other -> areSimilar(name, other)).toList());
        return fields;
    }

    /** Whether two names are probably meant to be one: they differ in case, or in one letter. */
    static boolean areSimilar(String one, String other) {
        String first = ClassNames.key(one);
        String second = ClassNames.key(other);
        return !one.equals(other) && (first.equals(second) || isOneLetterApart(first, second));
    }

    private static boolean isOneLetterApart(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        int more = longer.length() - shorter.length();
        if (more > 1 || longer.length() < SHORTEST) {
            return false;
        }
        int same = 0;
        while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
            same++;
        }
        int rest = more == 0 ? same + 1 : same;
        return rest <= shorter.length() && shorter.substring(rest).equals(longer.substring(same + 1));
    }
}
