package io.afterimage.trainer.estimate;

import io.afterimage.model.compare.CalibrationBin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Quality as a JSON object: keys and values, in order. Pure. */
public final class QualityFields {
    private QualityFields() {}

    /** Keys whose value is not known are there, and null. */
    public static Map<String, @Nullable Object> of(Quality quality) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
                "windows", quality.windows().stream().map(QualityFields::window).toList());
        fields.put(
                "by_source",
                quality.sources().stream().map(QualityFields::source).toList());
        fields.put("calibration", Map.of("bins", bins(quality.bins())));
        return fields;
    }

    /** How far the images have moved; where that is not known, null. */
    public static @Nullable Map<String, Object> of(@Nullable VersionDrift drift) {
        if (drift == null) {
            return null;
        }
        List<Map<String, Object>> sources = drift.sources().entrySet().stream()
                .map(source -> drift(source.getKey(), source.getValue()))
                .toList();
        Map<String, Object> fields = measured(drift.all());
        fields.put("by_source", sources);
        return fields;
    }

    /** How far the images are from the training set; where that is not known, null. */
    public static @Nullable Map<String, Object> of(@Nullable TrainingDrift drift) {
        if (drift == null) {
            return null;
        }
        Map<String, Object> fields = measured(drift.now());
        fields.put("first", drift.first().value());
        return fields;
    }

    private static Map<String, Object> measured(Drift drift) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("measure", "maximum mean discrepancy");
        put(drift, fields);
        return fields;
    }

    private static void put(Drift drift, Map<String, Object> fields) {
        fields.put("value", drift.value());
        fields.put("threshold", drift.threshold());
        fields.put("alert", drift.alert());
    }

    private static Map<String, Object> drift(String source, Drift drift) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", source);
        put(drift, fields);
        return fields;
    }

    private static Map<String, @Nullable Object> window(Quality.Window window) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("from", window.from().toString());
        fields.put("to", window.to().toString());
        estimate(window.drawn(), window.accuracy(), fields);
        return fields;
    }

    private static Map<String, @Nullable Object> source(Quality.OfSource source) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("source", source.source());
        estimate(source.drawn(), source.accuracy(), fields);
        return fields;
    }

    private static void estimate(int drawn, Optional<LiveAccuracy> accuracy, Map<String, @Nullable Object> fields) {
        fields.put("accuracy", accuracy.map(LiveAccuracy::accuracy).orElse(null));
        fields.put("low", accuracy.map(LiveAccuracy::low).orElse(null));
        fields.put("high", accuracy.map(LiveAccuracy::high).orElse(null));
        fields.put("checks", accuracy.map(LiveAccuracy::answered).orElse(0));
        fields.put("drawn", drawn);
    }

    private static List<Map<String, Object>> bins(List<CalibrationBin> bins) {
        return bins.stream().map(QualityFields::bin).toList();
    }

    private static Map<String, Object> bin(CalibrationBin bin) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("low", bin.low());
        fields.put("high", bin.high());
        fields.put("count", bin.count());
        fields.put("confidence", bin.confidence());
        fields.put("accuracy", bin.accuracy());
        return fields;
    }
}
