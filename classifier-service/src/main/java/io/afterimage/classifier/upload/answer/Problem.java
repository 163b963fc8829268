package io.afterimage.classifier.upload.answer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Problem details (RFC 9457).
 *
 * @param type the category
 * @param detail what is wrong this time and what to do, one line
 * @param more further members, such as the dead letter
 */
public record Problem(ProblemType type, String detail, Map<String, Object> more) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of());
    }

    /** The JSON object; {@code reason} is the category's name unless {@code more} has a closer one. */
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type.urn());
        fields.put("title", type.title());
        fields.put("status", type.status());
        fields.put("reason", type.name());
        fields.put("detail", detail);
        fields.putAll(more);
        return Json.write(fields);
    }
}
