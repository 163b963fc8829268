package io.afterimage.cli.labels;

import com.google.protobuf.Timestamp;
import io.afterimage.cli.output.Printable;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.model.log.ModelVersion;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A label as it is printed. Pure. */
final class LabelView {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private LabelView() {}

    /** Its JSON object. */
    static Map<String, @Nullable Object> fields(Label label) {
        Optional<RankedClass> first = label.getTopList().stream().findFirst();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", label.getId());
        fields.put("source", label.getSource());
        fields.put("label", first.map(RankedClass::getLabel).orElse(null));
        fields.put("probability", first.map(RankedClass::getProbability).orElse(null));
        fields.put("top", top(label));
        fields.put("decision", lower(label.getDecision()));
        fields.put(
                "review", label.getReviewList().stream().map(LabelView::lower).toList());
        fields.put("model", label.getModel());
        fields.put("topic", label.getCoordinate().getTopic());
        fields.put("partition", label.getCoordinate().getPartition());
        fields.put("offset", label.getCoordinate().getOffset());
        fields.put("captured_at", label.hasCapturedAt() ? rfc3339(label.getCapturedAt()) : null);
        fields.put("labelled_at", label.hasLabelledAt() ? rfc3339(label.getLabelledAt()) : null);
        return fields;
    }

    /** Its line for people: time, source, class, how sure, decision, which model, which image. */
    static String text(Label label, ZoneId zone) {
        String seen = label.getTopList().stream()
                .findFirst()
                .map(first -> first.getLabel() + "  " + percent(first.getProbability()))
                .orElse("-");
        String model = ModelVersion.shorten(label.getModel());
        return Printable.clean(
                CLOCK.format(Times.instant(label.getLabelledAt()).atZone(zone)) + "  " + label.getSource() + "  " + seen
                        + "  " + lower(label.getDecision()) + "  " + model + "  " + label.getId());
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

    private static String percent(float probability) {
        return String.format(Locale.ROOT, "%.1f%%", probability * 100);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String rfc3339(Timestamp at) {
        return Times.instant(at).toString();
    }
}
