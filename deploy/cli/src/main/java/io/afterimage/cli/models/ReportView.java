package io.afterimage.cli.models;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Printable;
import io.afterimage.model.compare.Comparison;
import io.afterimage.model.compare.ComparisonText;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Comparisons and gate reports as they are printed; their JSON has keys in snake case. Pure. */
final class ReportView {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportView() {}

    static Map<String, Object> fields(Comparison table) {
        return JSON.convertValue(table, new TypeReference<>() {});
    }

    static String text(Comparison table) {
        return ComparisonText.lines(table).stream()
                .map(Printable::clean)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** A gate's report as the trainer stored it. */
    static Map<String, Object> report(byte[] json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new CommandException("The gate's report cannot be read: it is no JSON object");
        }
    }

    /** The table of a gate's report. */
    static Comparison table(Map<String, Object> report) {
        try {
            return JSON.convertValue(Objects.requireNonNull(report.get("table"), "no table"), Comparison.class);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CommandException("The gate's report cannot be read: it has no table that this version knows");
        }
    }
}
