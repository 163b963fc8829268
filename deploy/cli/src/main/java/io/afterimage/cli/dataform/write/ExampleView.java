package io.afterimage.cli.dataform.write;

import io.afterimage.cli.output.Printable;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An example as it is printed and as a manifest holds it. Pure. */
public final class ExampleView {
    private ExampleView() {}

    /** All keys and values but the image. */
    public static Map<String, @Nullable Object> fields(String sha256, Example example) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("sha256", sha256);
        fields.put("label", example.getLabel());
        fields.put("source", example.getSource());
        fields.put("group", example.getGroup());
        fields.put("side", lower(example.getSide()));
        fields.put("standing", lower(ExampleCounts.standingOf(example)));
        fields.put("votes", votes(example));
        fields.put("created_at", createdAt(example));
        return fields;
    }

    /** One line for people. */
    public static String text(String sha256, Example example) {
        String label = example.getLabel().isEmpty() ? "-" : example.getLabel();
        return Printable.clean(String.format(
                "%.12s  %-10s  %-9s  %s  (%d %s, from %s)",
                sha256,
                lower(example.getSide()),
                lower(ExampleCounts.standingOf(example)),
                label,
                example.getVotesCount(),
                example.getVotesCount() == 1 ? "vote" : "votes",
                example.getSource()));
    }

    /** A constant's name as it is printed. */
    public static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, Object>> votes(Example example) {
        return example.getVotesList().stream()
                .map(vote -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("person", vote.getPerson());
                    fields.put("label", vote.getLabel());
                    return fields;
                })
                .toList();
    }

    private static @Nullable String createdAt(Example example) {
        try {
            return example.hasCreatedAt()
                    ? Times.instant(example.getCreatedAt()).toString()
                    : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
