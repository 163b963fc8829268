package io.afterimage.trainer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.ext.web.RoutingContext;

/** What people and programs send: JSON with keys in snake case, of which every one must be known. */
public final class Bodies {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Bodies() {}

    /**
     * Reads a body that {@link Routes#post} has taken in.
     *
     * @throws Refusal if it is no JSON object of this kind
     */
    public static <T> T read(RoutingContext exchange, Class<T> type) {
        String body = exchange.body().asString();
        try {
            T read = body == null ? null : JSON.readValue(body, type);
            if (read == null) {
                throw new Refusal(400, "BODY_INVALID", "a JSON object is needed");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new Refusal(
                    400,
                    "BODY_INVALID",
                    "the body is no JSON object of known keys: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }
}
