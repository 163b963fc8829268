package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.label.SeenLabelFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry as a JSON object: keys and values, in order. Pure. */
public final class EntryFields {
    private EntryFields() {}

    /**
     * The object.
     *
     * @param number of the model, for people; 0 where it is not known, which becomes null
     */
    public static Map<String, @Nullable Object> of(Entry entry, int number) {
        SeenLabel label = entry.label();
        Instant until = entry.until();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", label.id());
        fields.put("place", label.place().toString());
        fields.put("sha256", label.sha256());
        fields.put("image", SeenLabelFields.image(label));
        fields.put("source", label.source());
        fields.put("reasons", entry.reasons().stream().map(Enum::name).toList());
        fields.put("why", entry.why());
        fields.put("propensity", propensity(label));
        fields.put(
                "top",
                entry.hidden() ? List.of() : SeenLabelFields.top(label.label().getTopList()));
        fields.put("hidden", entry.hidden());
        fields.put("model", label.model());
        fields.put("number", number == 0 ? null : number);
        fields.put("received_at", label.receivedAt().toString());
        fields.put("until", until == null ? null : until.toString());
        return fields;
    }

    /** With which the image was to be drawn at random; JSON has no other numbers than finite ones. */
    private static double propensity(SeenLabel label) {
        double propensity = label.label().getDrawPropensity();
        return propensity >= 0 && propensity <= 1 ? propensity : 0;
    }
}
