package io.afterimage.trainer.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param kind its name, such as label
 * @param keep what becomes of it when its reader is slow
 * @param data one line of JSON, in ASCII
 */
public record Event(String kind, Keep keep, String data) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What becomes of an event that its reader has not taken yet. */
    public enum Keep {
        /** One of many: the oldest gives way. */
        SAMPLE,
        /** Replaced by the next one of its kind. */
        LATEST,
        /** Kept for as long as there is anything else to give way. */
        ALL
    }

    /**
     * An event of a JSON object.
     *
     * @param fields text, numbers, flags, lists and maps of them
     */
    public static Event of(String kind, Keep keep, Map<String, ? extends @Nullable Object> fields) {
        try {
            return new Event(kind, keep, JSON.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fields are text, numbers, flags, lists and maps of them", e);
        }
    }

    /** As it goes over the wire. */
    public String text() {
        return "event: " + kind + "\ndata: " + data + "\n\n";
    }
}
