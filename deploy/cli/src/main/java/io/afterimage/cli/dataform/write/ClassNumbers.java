package io.afterimage.cli.dataform.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of classes, for forms that know no names: what they are called where all are called by numbers up to 255, as
 * digits are, and else their place in the order of their names. Pure.
 *
 * @param numbers by name, from 0 on
 */
record ClassNumbers(Map<String, Integer> numbers, boolean numbersAreNames) {
    private static final String BYTE = "[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]";

    static ClassNumbers of(Collection<String> classes) {
        boolean called = classes.stream().allMatch(name -> name.matches(BYTE));
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : classes) {
            numbers.put(name, called ? Integer.parseInt(name) : numbers.size());
        }
        return new ClassNumbers(numbers, called);
    }

    /** The largest number; -1 where there is no class. */
    int most() {
        return numbers.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    /** The names in the order of their places. */
    List<String> names() {
        List<String> names = new ArrayList<>(numbers.keySet());
        names.sort((a, b) -> Integer.compare(of(a), of(b)));
        return names;
    }

    /** @throws IllegalArgumentException if it was not there when the numbers were given */
    int of(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("Unknown class " + name);
        }
        return number;
    }
}
