package io.afterimage.events;

import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A label as the JSON object that every command and every HTTP answer shows: one list of keys. Pure. */
public final class LabelFields {
    private LabelFields() {}

    /**
     * The object's keys and values, in order. Times are RFC 3339 in UTC.
     *
     * @throws java.time.DateTimeException or ArithmeticException if a stranger's label has a time beyond all years
     */
    public static Map<String, @Nullable Object> of(Label label) {
        Optional<RankedClass> first = label.getTopList().stream().findFirst();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", label.getId());
        fields.put("source", label.getSource());
        fields.put("label", first.map(RankedClass::getLabel).orElse(null));
        fields.put("probability", first.map(RankedClass::getProbability).orElse(null));
        fields.put("top", top(label));
        fields.put("decision", lower(label.getDecision()));
        fields.put(
                "review", label.getReviewList().stream().map(LabelFields::lower).toList());
        fields.put("model", label.getModel());
        fields.put("topic", label.getCoordinate().getTopic());
        fields.put("partition", label.getCoordinate().getPartition());
        fields.put("offset", label.getCoordinate().getOffset());
        fields.put("captured_at", label.hasCapturedAt() ? rfc3339(label.getCapturedAt()) : null);
        fields.put("labelled_at", label.hasLabelledAt() ? rfc3339(label.getLabelledAt()) : null);
        return fields;
    }

    private static List<Map<String, Object>> top(Label label) {
        List<Map<String, Object>> top = new ArrayList<>();
        for (RankedClass ranked : label.getTopList()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("label", ranked.getLabel());
            entry.put("probability", ranked.getProbability());
            top.add(entry);
        }
        return top;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String rfc3339(Timestamp at) {
        return Times.instant(at).toString();
    }
}
