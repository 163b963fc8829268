package io.afterimage.trainer.inside;

import io.afterimage.trainer.inside.Inside.Guess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is inside as a JSON object: keys and values, in order. Pure. */
public final class InsideFields {
    private InsideFields() {}

    /**
     * The object.
     *
     * @param image address of the image that was looked at
     */
    public static Map<String, @Nullable Object> of(String image, Inside.Seen seen) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("image", image);
        fields.put("class", seen.explained());
        fields.put("classes", classes(seen.classes()));
        fields.put("map", seen.map());
        fields.put("first", seen.first());
        fields.put("last", seen.last());
        return fields;
    }

    private static List<Map<String, Object>> classes(List<Guess> guesses) {
        return guesses.stream().map(InsideFields::guess).toList();
    }

    private static Map<String, Object> guess(Guess guess) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", guess.label());
        fields.put("probability", guess.probability());
        return fields;
    }
}
