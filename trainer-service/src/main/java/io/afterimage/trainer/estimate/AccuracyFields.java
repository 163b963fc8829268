package io.afterimage.trainer.estimate;

import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An estimate as a JSON object's keys and values, in order. Pure. */
public final class AccuracyFields {
    private AccuracyFields() {}

    /** Keys whose value is not known are there, and null. */
    public static Map<String, @Nullable Object> of(ModelVersion version, Book.State state) {
        Optional<LiveAccuracy> accuracy = state.accuracy();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", version.number());
        fields.put("sha256", version.version());
        fields.put("drawn", state.drawn());
        fields.put("not_blind", state.notBlind());
        fields.put("forgotten", state.forgotten());
        fields.put("answered", accuracy.map(LiveAccuracy::answered).orElse(0));
        fields.put("unusable", accuracy.map(LiveAccuracy::unusable).orElse(0));
        fields.put("groups", accuracy.map(LiveAccuracy::groups).orElse(0));
        fields.put("accuracy", accuracy.map(LiveAccuracy::accuracy).orElse(null));
        fields.put("low", accuracy.map(LiveAccuracy::low).orElse(null));
        fields.put("high", accuracy.map(LiveAccuracy::high).orElse(null));
        fields.put("least", accuracy.map(LiveAccuracy::least).orElse(null));
        fields.put("most", accuracy.map(LiveAccuracy::most).orElse(null));
        fields.put("contradictions", contradictions(state.contradictions()));
        return fields;
    }

    private static List<Map<String, Object>> contradictions(List<Contradiction> all) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Contradiction one : all) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("kind", one.kind());
            fields.put("name", one.name());
            fields.put("compared", one.compared());
            fields.put("contradicting", one.contradicting());
            list.add(fields);
        }
        return list;
    }
}
