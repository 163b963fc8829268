package io.afterimage.trainer.label;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label as the console's JSON object: keys and values, in order. Pure. */
public final class SeenLabelFields {
    private SeenLabelFields() {}

    /**
     * The object.
     *
     * @param number of the model, for people; 0 where it is not known, which becomes null
     */
    public static Map<String, @Nullable Object> of(SeenLabel seen, int number) {
        Label label = seen.label();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", seen.id());
        fields.put("place", seen.place().toString());
        fields.put("sha256", seen.sha256());
        fields.put("image", image(seen));
        fields.put("source", seen.source());
        fields.put("model", seen.model());
        fields.put("number", number == 0 ? null : number);
        fields.put("top", top(label.getTopList()));
        fields.put("decision", label.getDecision().name().toLowerCase(Locale.ROOT));
        fields.put("review", label.getReviewList().stream().map(Enum::name).toList());
        fields.put("captured_at", capturedAt(label));
        fields.put("received_at", seen.receivedAt().toString());
        fields.put("labelled_at", seen.labelledAt().toString());
        return fields;
    }

    /** The image's address, which ends in its hash, so that what it gives never changes. */
    public static String image(SeenLabel seen) {
        return "/v1/images/" + seen.place() + "/" + seen.sha256();
    }

    /** Classes from the most to the least probable. */
    public static List<Map<String, Object>> top(List<RankedClass> ranked) {
        List<Map<String, Object>> top = new ArrayList<>();
        for (RankedClass one : ranked) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("label", one.getLabel());
            entry.put("probability", finite(one.getProbability()));
            top.add(entry);
        }
        return top;
    }

    /** JSON has no other numbers. */
    private static float finite(float probability) {
        return Float.isFinite(probability) ? probability : 0;
    }

    private static @Nullable String capturedAt(Label label) {
        try {
            return label.hasCapturedAt() ? Times.instant(label.getCapturedAt()).toString() : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
