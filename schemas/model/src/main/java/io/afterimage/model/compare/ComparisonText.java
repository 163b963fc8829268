package io.afterimage.model.compare;

import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table as lines for people. Names of classes are in it as they are: clean them before they go to a terminal. Pure. */
public final class ComparisonText {
    private static final int MOST_ROWS = 20;
    private static final String ROW = "%-28s %14s %14s";

    private ComparisonText() {}

    /** The lines of the whole table. */
    public static List<String> lines(Comparison table) {
        List<String> lines = new ArrayList<>();
        measures(table, lines);
        paired(table, lines);
        confusions(table, lines);
        mistakes(table, lines);
        return lines;
    }

    private static void measures(Comparison table, List<String> lines) {
        ModelMeasures before = table.before();
        ModelMeasures after = table.after();
        lines.add(String.format(Locale.ROOT, ROW, table.examples() + " examples", "before", "after"));
        lines.add(String.format(Locale.ROOT, ROW, "version", version(before), version(after)));
        lines.add(String.format(Locale.ROOT, ROW, "accuracy", percent(before.accuracy()), percent(after.accuracy())));
        lines.add(String.format(Locale.ROOT, ROW, "macro-F1", percent(before.macroF1()), percent(after.macroF1())));
        lines.add(String.format(
                Locale.ROOT,
                ROW,
                "calibration error",
                percent(before.calibrationError()),
                percent(after.calibrationError())));
        for (ClassMeasure measure : first(after.classes())) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    "recall of " + measure.name() + " (" + measure.support() + ")",
                    before.of(measure.name()).map(old -> percent(old.recall())).orElse("-"),
                    percent(measure.recall())));
        }
        more(after.classes().size(), "classes", lines);
    }

    private static void paired(Comparison table, List<String> lines) {
        Paired paired = table.paired();
        if (!table.added().isEmpty()) {
            lines.add("known only after: " + names(table.added()));
        }
        if (!table.dropped().isEmpty()) {
            lines.add("known only before: " + names(table.dropped()));
        }
        if (paired.examples() == 0) {
            lines.add("the two know no class of the test set in common, so they are not compared side by side");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "of %d examples (%d groups) of the %d classes that both know: right only before %d, only after %d",
                paired.examples(),
                paired.groups(),
                table.shared().size(),
                paired.lost(),
                paired.gained()));
        lines.add(String.format(
                Locale.ROOT,
                "difference %+.1f points, with %.2f%% certainty above %+.1f; McNemar p %.2g, over groups %.2g",
                100 * paired.difference(),
                100 * (1 - paired.alpha()),
                100 * paired.bound(),
                paired.mcnemar(),
                paired.better()));
    }

    private static void confusions(Comparison table, List<String> lines) {
        List<Confusion> wrong = table.after().confusions().stream()
                .filter(cell -> !cell.truth().equals(cell.said()))
                .sorted(Comparator.comparingInt(Confusion::count).reversed())
                .toList();
        if (!wrong.isEmpty()) {
            lines.add("confusions after (truth, said, count):");
            first(wrong)
                    .forEach(cell -> lines.add(
                            String.format(Locale.ROOT, "  %s, %s, %d", cell.truth(), cell.said(), cell.count())));
            more(wrong.size(), "pairs", lines);
        }
    }

    private static void mistakes(Comparison table, List<String> lines) {
        if (!table.worst().isEmpty()) {
            lines.add("worst mistakes after (image, truth, said, probability):");
            table.worst()
                    .forEach(mistake -> lines.add(String.format(
                            Locale.ROOT,
                            "  %s  %s, %s, %.3f",
                            ModelVersion.shorten(mistake.sha256()),
                            mistake.truth(),
                            mistake.said(),
                            mistake.probability())));
        }
    }

    private static <T> List<T> first(List<T> rows) {
        return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    }

    private static void more(int count, String what, List<String> lines) {
        if (count > MOST_ROWS) {
            lines.add("  and " + (count - MOST_ROWS) + " " + what + " more");
        }
    }

    private static String names(List<String> names) {
        return String.join(", ", first(names))
                + (names.size() > MOST_ROWS ? " and " + (names.size() - MOST_ROWS) + " more" : "");
    }

    private static String version(ModelMeasures measures) {
        return measures.version().isEmpty() ? "none" : ModelVersion.shorten(measures.version());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
