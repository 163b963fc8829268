package io.afterimage.classifier.upload.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Map;

/** JSON in pure ASCII and on one line, so that it fits an event stream and any terminal. Safe for many threads. */
public final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** A JSON text as a value inside another object. */
    public static Object raw(String json) {
        return new RawValue(json);
    }

    /** The object with these keys in their order; values are text, numbers, flags, lists and maps of them, or null. */
    public static String write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fields are text, numbers, flags, lists and maps of them", e);
        }
    }
}
