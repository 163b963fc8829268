package io.afterimage.cli.examples;

import io.afterimage.cli.output.Printable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the files of an import, by class. For one thread. */
final class ImportTable {
    private static final int MOST_PROBLEMS = 50;

    private final Map<String, Map<Column, Integer>> rows = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int unsaid;

    private enum Column {
        IMPORTED,
        ALREADY,
        DUPLICATES,
        UNDECODABLE,
        CONTRADICTING
    }

    void imported(LabelledFile file) {
        enter(file, Column.IMPORTED);
    }

    /** It was imported before. */
    void already(LabelledFile file) {
        enter(file, Column.ALREADY);
    }

    /** The same bytes are there twice in one class. */
    void duplicate(LabelledFile file) {
        enter(file, Column.DUPLICATES);
    }

    void undecodable(LabelledFile file, String why) {
        enter(file, Column.UNDECODABLE);
        problem(file.file() + ": " + why);
    }

    /** The same bytes are there in another class, whose word was first. */
    void contradicting(LabelledFile file, LabelledFile first) {
        enter(file, Column.CONTRADICTING);
        problem(file.file() + ": the same image as " + first.file() + ", in another class");
    }

    /** A line for each file that needs a person, as far as they are not too many. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (unsaid > 0) {
            all.add("… and " + unsaid + " more");
        }
        return all;
    }

    /** How many files are entered. */
    int seen() {
        return rows.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Whether no file needs a person. */
    boolean whole() {
        return total(Column.UNDECODABLE) + total(Column.CONTRADICTING) == 0;
    }

    Map<String, Object> fields(double seconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            fields.put(name(column), total(column));
        }
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
        return String.join(System.lineSeparator(), lines);
    }

    private void enter(LabelledFile file, Column column) {
        rows.computeIfAbsent(file.label(), none -> new EnumMap<>(Column.class)).merge(column, 1, Integer::sum);
    }

    private void problem(String line) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(line);
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
