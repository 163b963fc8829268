package io.afterimage.trainer.console;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** What a trainer says that has two cameras, two models and one run behind it. */
final class PlayedAnswers {
    static final String SECOND = "b".repeat(64);
    static final String FIRST = "a".repeat(64);

    private static final String SUMMARY = """
            {"at": "2026-01-01T00:00:10Z", "live": {"version": "%s", "short": "bbbbbbbbbbbb", "number": 2, "name": "cats-dogs"},
             "mixed": false, "labels_per_s": 25.3, "shown_per_s": 25.3, "sampled": false, "p50_ms": 16, "p95_ms": 48, "lag": 3,
             "last_swap": {"version": "%s", "number": 2, "at": "2026-01-01T00:00:00Z"},
             "decisions": {"labelled": 1400, "unsure": 90, "expired": 4}, "dead_letters": {"IMAGE_UNDECODABLE": 2},
             "sources": 2, "classifiers": [], "health": {"word": "attention", "reasons": ["2 images were rejected in the last minute"]}}
            """.formatted(SECOND, SECOND);
    private static final String MEASURES = """
            {"version": "%s", "accuracy": 0.9%d, "macro_f1": 0.9, "calibration_error": 0.02,
             "classes": [{"name": "cat", "support": 50, "recall": 0.9%d, "f1": 0.9}, {"name": "dog", "support": 50, "recall": 0.9, "f1": 0.9}],
             "confusions": [{"truth": "cat", "said": "cat", "count": 47}, {"truth": "cat", "said": "dog", "count": 3}, {"truth": "dog", "said": "dog", "count": 45}, {"truth": "dog", "said": "cat", "count": 5}]}
            """;
    private static final String REPORT =
            """
            {"verdict": "promoted", "reason": "better on 100 held-out images (96.0%% against 92.0%%)", "remarks": [], "generation": 1, "use": 1, "alpha": 0.025,
             "table": {"examples": 100, "groups": 40, "shared": ["cat", "dog"], "added": [], "dropped": [], "unused": 0, "before": %s, "after": %s,
               "paired": {"examples": 100, "groups": 40, "lost": 1, "gained": 5, "mcnemar": 0.04, "difference": 0.04, "bound": 0.01, "alpha": 0.025},
               "worst": [{"sha256": "%s", "truth": "cat", "said": "dog", "probability": 0.98}]}}
            """.formatted(MEASURES.formatted(FIRST, 2, 2), MEASURES.formatted(SECOND, 6, 6), "c".repeat(64));
    private static final String VERSION = """
            "version": "%s", "short": "bbbbbbbbbbbb", "number": 2, "name": "cats-dogs", "parent": "%s", "labels": ["cat", "dog"], "state": "live", "size": 9000000,
            "created_at": "2026-01-01T00:00:00Z", "gate": true
            """.formatted(SECOND, FIRST);
    private static final String FIRST_VERSION = """
            {"version": "%s", "short": "aaaaaaaaaaaa", "number": 1, "name": "cats-dogs", "parent": null, "labels": ["cat", "dog"], "state": "published", "size": 9000000,
             "created_at": "2026-01-01T00:00:00Z", "gate": false}
            """.formatted(FIRST);
    private static final String RUN = """
            "run": "20260101-000000", "preset": "head", "examples": 800, "classes": 2, "validation": 100, "test": 100, "accuracy": 0.96, "macro_f1": 0.96,
            "seconds": 33.5, "verdict": "promoted", "reason": "better", "version": "%s", "phase": "done", "trigger": "by hand",
            "started_at": "2026-01-01T00:00:00Z", "progress": null
            """.formatted(SECOND);
    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private PlayedAnswers() {}

    /** JSON by path. */
    static Map<String, String> all() {
        return Map.ofEntries(
                Map.entry("/v1/live", live(label("camera-1", "one", "cat"), label("camera-2", "two", "dog"))),
                Map.entry(
                        "/v1/live/sources/camera-1",
                        "{\"source\": \"camera-1\", \"labels\": [" + label("camera-1", "one", "cat") + "]}"),
                Map.entry("/v1/classes", classes("bird", "cat", "dog")),
                Map.entry(
                        "/v1/review",
                        "{\"waiting\": 1, \"by_source\": {\"camera-1\": 1}, \"by_class\": {\"cat\": 1}, \"by_reason\": {\"UNSURE\": 1}}"),
                Map.entry("/v1/review/answers", answers()),
                Map.entry("/v1/review/disagreements", "{\"images\": []}"),
                Map.entry("/v1/models", models()),
                Map.entry(
                        "/v1/models/" + SECOND,
                        "{" + VERSION + ", \"lineage\": [" + FIRST_VERSION + "], \"report\": " + REPORT + "}"),
                Map.entry("/v1/models/" + SECOND + "/filters", "{\"filters\": [\"" + PIXEL + "\"]}"),
                Map.entry(
                        "/v1/models/compare",
                        "{\"a\": " + FIRST_VERSION + ", \"b\": {" + VERSION + "}, \"report\": " + REPORT + "}"),
                Map.entry("/v1/runs", "{\"runs\": [{" + RUN + "}]}"),
                Map.entry("/v1/runs/20260101-000000", "{" + RUN + ", \"record\": " + record() + "}"),
                Map.entry("/v1/accuracy", accuracy(0.93, 0.98)),
                Map.entry("/v1/quality", quality()),
                Map.entry("/v1/inside/0-1", inside()));
    }

    static String live(String... labels) {
        StringBuilder sources = new StringBuilder();
        for (String label : labels) {
            String source = label.replaceFirst("(?s).*\"source\": \"([^\"]*)\".*", "$1");
            sources.append(sources.isEmpty() ? "" : ",")
                    .append("{\"source\": \"" + source + "\", \"silent_since\": \"2026-01-01T00:00:00Z\", \"label\": "
                            + label + "}");
        }
        return "{\"summary\": " + SUMMARY + ", \"sources\": [" + sources + "], \"more\": 0}";
    }

    /** @param said as it stands in JSON */
    static String label(String source, String id, String said) {
        return """
            {"id": "%s", "place": "0-1", "sha256": "%s", "image": "/v1/images/0-1/%s", "source": "%s", "model": "%s", "number": 2,
             "top": [{"label": "%s", "probability": 0.91}, {"label": "bird", "probability": 0.09}], "decision": "labelled", "review": [],
             "captured_at": null, "received_at": "2026-01-01T00:00:00Z", "labelled_at": "2026-01-01T00:00:00Z"}
            """.formatted(id, "d".repeat(64), "d".repeat(64), source, SECOND, said);
    }

    static String summary() {
        return SUMMARY;
    }

    static String accuracy(double low, double high) {
        return """
            {"version": 2, "sha256": "%s", "drawn": 300, "answered": 240, "unusable": 2, "groups": 100, "accuracy": 0.96, "low": %s, "high": %s,
             "least": 0.8, "most": 0.99, "contradictions": []}
            """.formatted(SECOND, low, high);
    }

    static String classes(String... names) {
        return "{\"classes\": [" + Arrays.stream(names).map(PlayedAnswers::name).collect(Collectors.joining(","))
                + "]}";
    }

    static String answers(String... all) {
        return "{\"answers\": [" + String.join(",", all) + "]}";
    }

    /**
     * What a person said of an image.
     *
     * @param place empty where the image is known by its hash alone
     */
    static String said(String person, String name, String place) {
        String sha256 = (person.equals("ada") ? "1" : "2").repeat(64);
        String image = place.isEmpty() ? "/v1/examples/" + sha256 + "/image" : "/v1/images/" + place + "/" + sha256;
        return """
            {"at": "2026-01-01T00:00:00Z", "person": "%s", "id": "image of %s", "place": %s, "sha256": "%s", "image": "%s", "source": "camera-1",
             "verdict": "class", "class": "%s", "shown": [], "reasons": []}
            """.formatted(person, person, place.isEmpty() ? "null" : "\"" + place + "\"", sha256, image, name);
    }

    private static String name(String name) {
        return "{\"name\": \"" + name
                + "\", \"examples\": {\"train\": 8, \"validation\": 1, \"test\": 1}, \"live\": true, \"similar\": []}";
    }

    private static String models() {
        String entry = """
                {"kind": "promoted", "version": "%s", "short": "bbbbbbbbbbbb", "number": 2, "name": "cats-dogs", "at": "2026-01-01T00:00:00Z", "author": "gate", "reason": "better", "rollback": false, "void": false}
                """.formatted(SECOND);
        return "{\"live\": \"" + SECOND + "\", \"entries\": [" + entry + "], \"versions\": [{" + VERSION + "}, "
                + FIRST_VERSION + "]}";
    }

    private static String record() {
        return """
            {"report": {"why": "head, as asked for", "temperature": 1.2, "curves": [{"stage": "HEAD", "rate": 0.01, "best": 1, "kept": true,
             "epochs": [{"training_loss": 0.6, "validation_loss": 0.5}, {"training_loss": 0.3, "validation_loss": 0.25}, {"training_loss": 0.2, "validation_loss": 0.3}]}]}}
            """;
    }

    private static String quality() {
        return """
            {"windows": [{"from": "2026-01-01T00:00:00Z", "to": "2026-01-01T01:00:00Z", "accuracy": 0.96, "low": 0.93, "high": 0.98, "checks": 120, "drawn": 140},
                         {"from": "2026-01-01T01:00:00Z", "to": "2026-01-01T02:00:00Z", "accuracy": 0.9, "low": 0.6, "high": 0.99, "checks": 9, "drawn": 40}],
             "by_source": [{"source": "camera-1", "accuracy": 0.96, "low": 0.93, "high": 0.98, "checks": 120, "drawn": 140}],
             "classes": [{"from": "2026-01-01T00:00:00Z", "source": "camera-1", "counts": {"cat": 60, "dog": 40}}],
             "swaps": [{"version": "%s", "number": 2, "at": "2026-01-01T00:30:00Z"}],
             "calibration": {"bins": [{"low": 0.8, "high": 0.9, "count": 20, "confidence": 0.86, "accuracy": 0.85}]},
             "drift": {"measure": "MMD", "value": 0.0312, "threshold": 0.0471, "alert": false, "by_source": [{"source": "camera-1", "value": 0.0123, "threshold": 0.0456, "alert": false}]},
             "training_drift": {"measure": "MMD", "value": 0.0912, "threshold": 0.0571, "alert": true, "first": 0.0634}}
            """.formatted(SECOND);
    }

    private static String inside() {
        return """
            {"image": "/v1/images/0-1/%s", "class": "cat", "classes": [{"label": "cat", "probability": 0.91}, {"label": "dog", "probability": 0.09}],
             "map": "%s", "first": ["%s", "%s"], "last": ["%s"]}
            """.formatted("d".repeat(64), PIXEL, PIXEL, PIXEL, PIXEL);
    }

    /** A picture that no other address gives. */
    static byte[] picture(String path) throws IOException {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(path.hashCode() & 0xffffff));
        canvas.fillRect(0, 0, 96, 64);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("There is no writer of PNG");
        }
        return bytes.toByteArray();
    }
}
