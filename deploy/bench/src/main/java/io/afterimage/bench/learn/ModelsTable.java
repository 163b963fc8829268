package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Table;
import java.util.List;
import java.util.Locale;

/** Which models can be trained, as a table. Apart from what tries them: a command has no trainer's libraries. */
final class ModelsTable {
    private ModelsTable() {}

    /** @param models as {@link ModelsMain} prints them */
    static Table of(List<JsonNode> models) {
        Table table = new Table("model", "", "largest difference to ONNX Runtime", "cut points", "why");
        for (JsonNode model : models) {
            boolean trains = model.path("trains").asBoolean();
            table.row(
                    model.path("model").asText(),
                    trains ? "trains" : model.path("serves").asBoolean() ? "serves only" : "is refused",
                    trains
                            ? String.format(
                                    Locale.ROOT,
                                    "%.1e",
                                    model.path("difference").asDouble())
                            : "-",
                    trains ? model.path("cuts").asText() : "-",
                    model.path("why").asText());
        }
        return table;
    }
}
