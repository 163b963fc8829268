package io.afterimage.cli.examples;

import io.afterimage.cli.dataform.Fault;
import io.afterimage.cli.dataform.Labelled;
import io.afterimage.cli.dataform.Notes;
import io.afterimage.cli.output.Printable;
import io.afterimage.events.Rejection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of an import's images by class, and of what is no image by reason. For one thread. */
final class ImportTable implements Notes {
    private static final int MOST_PROBLEMS = 50;
    private static final int LONGEST_LINE = 1000;
    /** Of a class with fewer, no run can put an example on each side of the split. */
    private static final int LEAST_OF_A_CLASS = 3;

    private final Map<String, Map<Column, Integer>> rows = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Passed> leftOut = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int unsaid;
    private int images;
    private int refused;

    private enum Column {
        IMPORTED,
        ALREADY,
        DUPLICATES,
        UNDECODABLE,
        CONTRADICTING
    }

    private record Passed(int count, String first) {}

    void imported(Labelled image) {
        enter(image, Column.IMPORTED);
    }

    /** It was imported before. */
    void already(Labelled image) {
        enter(image, Column.ALREADY);
    }

    /** The same bytes are there twice in one class. */
    void duplicate(Labelled image) {
        enter(image, Column.DUPLICATES);
    }

    void undecodable(Labelled image, Rejection rejection) {
        enter(image, Column.UNDECODABLE);
        reasons.merge(rejection.reason().name(), 1, Integer::sum);
        problem(image.where() + ": " + rejection.reason() + ", " + rejection.detail());
    }

    /** The same bytes are there in another class, whose word was first. */
    void contradicting(Labelled image, String first) {
        enter(image, Column.CONTRADICTING);
        problem(image.where() + ": the same image as " + first + ", in another class");
    }

    @Override
    public void fault(Fault fault) {
        refused++;
        reasons.merge(fault.reason().name(), 1, Integer::sum);
        problem(fault.text());
    }

    @Override
    public void leftOut(String where, String why) {
        leftOut.merge(
                why,
                new Passed(1, where.substring(0, Math.min(LONGEST_LINE, where.length()))),
                (all, one) -> new Passed(all.count + 1, all.first));
    }

    /** A line for each that needs a person, as far as they are not too many, and for each reason to leave something out. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (unsaid > 0) {
            all.add("… and " + unsaid + " more");
        }
        leftOut.forEach((why, passed) -> all.add("Left out: " + passed.first + ": " + why
                + (passed.count == 1 ? "" : "; and " + (passed.count - 1) + " more")));
        return all;
    }

    /** Says which classes are too small to be learned; empty where none is. */
    Optional<String> tooFew() {
        List<String> few = rows.entrySet().stream()
                .filter(row -> known(row.getValue()) < LEAST_OF_A_CLASS)
                .map(Map.Entry::getKey)
                .toList();
        return few.isEmpty()
                ? Optional.empty()
                : Optional.of("Too few to be learned alone, as a class needs " + LEAST_OF_A_CLASS + " images: "
                        + String.join(", ", few.subList(0, Math.min(few.size(), MOST_PROBLEMS))));
    }

    private static int known(Map<Column, Integer> row) {
        return row.getOrDefault(Column.IMPORTED, 0) + row.getOrDefault(Column.ALREADY, 0);
    }

    /** How many images came with a class. */
    int images() {
        return images;
    }

    /** How much was no image with a class, though it should be. */
    int refused() {
        return refused;
    }

    /** How much has been looked at. */
    int seen() {
        return images
                + refused
                + leftOut.values().stream().mapToInt(Passed::count).sum();
    }

    /** Whether nothing needs a person. */
    boolean whole() {
        return total(Column.UNDECODABLE) + total(Column.CONTRADICTING) + refused == 0;
    }

    Map<String, Object> fields(double seconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            fields.put(name(column), total(column));
        }
        fields.put("refused", refused);
        fields.put("left_out", leftOut.values().stream().mapToInt(Passed::count).sum());
        fields.put("reasons", reasons);
        Map<String, Object> classes = new LinkedHashMap<>();
        rows.forEach((label, row) -> classes.put(label, figures(row)));
        fields.put("classes", classes);
        fields.put("seconds", Math.round(seconds * 10) / 10.0);
        return fields;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        for (Column column : Column.values()) {
            head.append(String.format("%14s", name(column)));
        }
        lines.add(head + "  class");
        rows.forEach((label, row) -> lines.add(line(row) + "  " + Printable.clean(label)));
        if (rows.size() > 1) {
            Map<Column, Integer> all = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                all.put(column, total(column));
            }
            lines.add(line(all) + "  all");
        }
        if (!reasons.isEmpty()) {
            lines.add(String.format("%14s  reason", "not taken"));
            reasons.forEach((reason, count) -> lines.add(String.format("%14d  %s", count, reason)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void enter(Labelled image, Column column) {
        images++;
        rows.computeIfAbsent(image.label(), none -> new EnumMap<>(Column.class)).merge(column, 1, Integer::sum);
    }

    private void problem(String line) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(line.substring(0, Math.min(LONGEST_LINE, line.length())));
        } else {
            unsaid++;
        }
    }

    private int total(Column column) {
        return rows.values().stream()
                .mapToInt(row -> row.getOrDefault(column, 0))
                .sum();
    }

    private static Map<String, Object> figures(Map<Column, Integer> row) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            figures.put(name(column), row.getOrDefault(column, 0));
        }
        return figures;
    }

    private static String line(Map<Column, Integer> row) {
        StringBuilder line = new StringBuilder();
        for (Column column : Column.values()) {
            line.append(String.format("%14d", row.getOrDefault(column, 0)));
        }
        return line.toString();
    }

    private static String name(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }
}
