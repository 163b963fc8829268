package io.afterimage.trainer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where answers are written: JSON in pure ASCII, problems as RFC 9457 has them. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Answers() {}

    static void give(RoutingContext exchange, int status, Object answer) {
        end(exchange, status, "application/json", answer);
    }

    /** Answers with a file that never changes, and of which a browser takes nothing but pixels. */
    static void picture(RoutingContext exchange, byte[] jpeg) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "image/jpeg")
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'")
                .end(Buffer.buffer(jpeg));
    }

    /** Answers with the problem that a failure is; one that nobody expected is logged. */
    static void fail(RoutingContext exchange, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            refuse(exchange, refusal);
        } else if (failure instanceof KafkaException) {
            refuse(
                    exchange,
                    new Refusal(503, "BROKERS_UNAVAILABLE", "the brokers do not answer: " + failure.getMessage()));
        } else if (failure instanceof HttpException http && http.getStatusCode() < 500) {
            refuse(
                    exchange,
                    new Refusal(http.getStatusCode(), "REQUEST_MALFORMED", "it breaks HTTP's rules or limits"));
        } else {
            LOG.error("A request failed", failure);
            refuse(exchange, new Refusal(500, "INTERNAL_ERROR", "the log says more"));
        }
    }

    static void refuse(RoutingContext exchange, Refusal refusal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "type",
                "urn:afterimage:problem:"
                        + refusal.reason().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("status", refusal.status());
        fields.put("reason", refusal.reason());
        fields.put("detail", String.valueOf(refusal.getMessage()));
        if (refusal.status() == 401) {
            exchange.response().putHeader("WWW-Authenticate", "Bearer realm=\"afterimage\"");
        }
        end(exchange, refusal.status(), "application/problem+json", fields);
    }

    private static void end(RoutingContext exchange, int status, String mediaType, Object answer) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(write(answer));
    }

    private static String write(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Answers are text, numbers, flags, lists and maps of them", e);
        }
    }
}
