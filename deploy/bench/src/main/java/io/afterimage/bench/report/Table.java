package io.afterimage.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text: aligned for a terminal, which is also what Markdown takes. For one thread. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param head names of the columns */
    public Table(String... head) {
        rows.add(List.of(head));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     */
    public Table row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    Arrays.toString(cells) + " for " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table with a line under its head. */
    public String text() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.add(1, line(widths().stream().map("-"::repeat).toList()));
        return String.join("\n", lines);
    }

    private String line(List<String> cells) {
        List<Integer> widths = widths();
        return IntStream.range(0, cells.size())
                .mapToObj(i -> pad(cells.get(i), widths.get(i)))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private List<Integer> widths() {
        return IntStream.range(0, rows.get(0).size())
                .mapToObj(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toList();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
