package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.List;

/** Runs on labels of which some are wrong, the first on right ones. */
record NoiseReport(List<JsonNode> rows) {
    Table table() {
        Table table = new Table("run", "new labels", "wrong", "verdict", "live on clean labels %", "reason");
        for (int run = 0; run < rows.size(); run++) {
            JsonNode row = rows.get(run);
            table.row(
                    Integer.toString(run),
                    row.path("labels").asText(),
                    row.path("wrong").asText(),
                    row.path("verdict").asText(),
                    Shown.percent(row.path("accuracy_of_live")),
                    row.path("reason").asText());
        }
        return table;
    }

    Figures figures() {
        return new Figures()
                .put("runs", rows.size() - 1)
                .put("promoted", count("promoted"))
                .put("rejected", count("rejected"))
                .put("waiting", count("waiting"))
                .put("failed", count("failed"))
                .put("accuracy_at_first", accuracy(0))
                .put("accuracy_at_last", accuracy(rows.size() - 1))
                .put("largest_fall_points", largestFall())
                .put("clean_photos", rows.get(0).path("clean").asInt());
    }

    /** The most that a run took from what was live before it, in points; 0 if none did. */
    double largestFall() {
        double largest = 0;
        for (int run = 1; run < rows.size(); run++) {
            largest = Math.max(largest, 100 * (accuracy(run - 1) - accuracy(run)));
        }
        return largest;
    }

    private double accuracy(int run) {
        return rows.get(run).path("accuracy_of_live").asDouble();
    }

    private long count(String verdict) {
        return rows.stream()
                .skip(1)
                .filter(row -> row.path("verdict").asText().equals(verdict))
                .count();
    }
}
