package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.upload.answer.Json;
import io.afterimage.classifier.upload.answer.Problem;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where answers are written. Everything here runs on the request's event loop. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final long DRAIN_MILLIS = 10_000;

    private Answers() {}

    /** Answers with a JSON object. */
    static void give(RoutingContext exchange, int status, Map<String, ?> fields) {
        end(exchange, status, "application/json", Json.write(fields));
    }

    /** Answers with a problem, whatever of the request is still on its way. */
    static void refuse(RoutingContext exchange, Problem problem) {
        ProblemType type = problem.type();
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (type.retryAfter() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(type.retryAfter()));
        }
        if (type == ProblemType.TOKEN_WRONG) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"afterimage\"");
        }
        drain(exchange, type);
        end(exchange, type.status(), Problem.MEDIA_TYPE, problem.json());
    }

    /** Answers with the problem that a failure is; one that nobody expected is logged. */
    static void fail(RoutingContext exchange, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            refuse(exchange, refused.problem());
        } else if (cause instanceof HttpException http && http.getStatusCode() < 500) {
            refuse(
                    exchange,
                    Problem.of(ProblemType.REQUEST_MALFORMED, "its path, query or headers break HTTP's rules"));
        } else {
            LOG.error("A request failed", cause);
            refuse(exchange, Problem.of(ProblemType.INTERNAL_ERROR, "the log says more"));
        }
    }

    /**
     * Lets the client send what it is sending, so that it comes to read the answer; for a while only. One that was too
     * slow already, or asked whether it may send at all, is cut off.
     */
    private static void drain(RoutingContext exchange, ProblemType type) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded()) {
            return;
        }
        if (type == ProblemType.BODY_TOO_SLOW || request.getHeader(HttpHeaders.EXPECT) != null) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
            return;
        }
        long timer = exchange.vertx()
                .setTimer(DRAIN_MILLIS, late -> request.connection().close());
        request.exceptionHandler(cut -> exchange.vertx().cancelTimer(timer));
        request.endHandler(done -> exchange.vertx().cancelTimer(timer));
        request.handler(discarded -> {});
        request.resume();
    }

    private static void end(RoutingContext exchange, int status, String mediaType, String body) {
        HttpServerResponse response = exchange.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(body);
        }
    }
}
