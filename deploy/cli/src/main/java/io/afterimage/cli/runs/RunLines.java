package io.afterimage.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.cli.output.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs as lines. Pure. */
public final class RunLines {
    private static final List<String> KEYS = List.of(
            "run",
            "preset",
            "examples",
            "classes",
            "validation",
            "test",
            "accuracy",
            "macro_f1",
            "seconds",
            "verdict",
            "reason",
            "version");

    private RunLines() {}

    /** What {@code train --wait --json} ends with. */
    static Map<String, Object> result(JsonNode run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        KEYS.forEach(key -> fields.put(key, value(run.path(key))));
        return fields;
    }

    /** One run of a list. */
    static Map<String, Object> listed(JsonNode run) {
        Map<String, Object> fields = result(run);
        fields.put("phase", run.path("phase").asText());
        fields.put("trigger", run.path("trigger").asText());
        fields.put("started_at", run.path("started_at").asText());
        return fields;
    }

    private static Object value(JsonNode value) {
        return value.isIntegralNumber()
                ? (Object) value.asLong()
                : value.isNumber() ? (Object) value.asDouble() : value.isTextual() ? value.asText() : value;
    }

    /** One line for people. */
    static String text(JsonNode run) {
        String accuracy = run.path("accuracy").isNumber()
                ? String.format(
                        Locale.ROOT,
                        ", %.1f %% of %d test images",
                        100 * run.path("accuracy").asDouble(),
                        run.path("test").asInt())
                : "";
        String verdict = run.path("verdict").isTextual()
                ? run.path("verdict").asText() + ": " + run.path("reason").asText()
                : run.path("phase").asText();
        return Printable.clean(String.format(
                Locale.ROOT,
                "%s  %s, %d examples of %d classes%s, %.0f s  %s",
                run.path("run").asText(),
                run.path("preset").asText(),
                run.path("examples").asInt(),
                run.path("classes").asInt(),
                accuracy,
                run.path("seconds").asDouble(),
                verdict));
    }

    /** How far it is; empty while it says nothing. */
    public static String progress(JsonNode run) {
        JsonNode progress = run.path("progress");
        if (!progress.isObject()) {
            return run.path("phase").asText();
        }
        String eta = progress.path("eta_seconds").isNumber()
                ? String.format(
                        Locale.ROOT,
                        ", at most %.0f s left",
                        progress.path("eta_seconds").asDouble())
                : "";
        String stage = Printable.clean(progress.path("stage").asText());
        if (!progress.path("training_loss").isNumber()) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of %d images%s",
                    stage,
                    progress.path("done").asInt(),
                    progress.path("of").asInt(),
                    eta);
        }
        return String.format(
                Locale.ROOT,
                "%s: epoch %d of %d, loss %.4f, validation %.4f%s",
                stage,
                progress.path("done").asInt(),
                progress.path("of").asInt(),
                progress.path("training_loss").asDouble(),
                progress.path("validation_loss").asDouble(),
                eta);
    }
}
