package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.upload.Accepted;
import io.afterimage.classifier.upload.answer.Json;
import io.afterimage.classifier.upload.answer.Problem;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.results.Found;
import io.afterimage.classifier.upload.results.Result;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is answered about an image: {@code id}, {@code state} and what belongs to it. */
final class ImageAnswers {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final String PENDING = "pending";

    private ImageAnswers() {}

    /** Of an upload whose result came in time: its label, or the dead letter as a problem. */
    static void result(RoutingContext exchange, Result result) {
        if (result.state() == Result.State.LABELLED) {
            Answers.give(exchange, OK, fields(result));
            return;
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("reason", result.reason());
        more.putAll(fields(result));
        Answers.refuse(exchange, new Problem(ProblemType.IMAGE_REJECTED, result.detail(), more));
    }

    /** Of an upload that is accepted for good and has no result yet. */
    static void pending(RoutingContext exchange, Accepted accepted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", accepted.id());
        fields.put("state", PENDING);
        fields.put("source", accepted.source());
        fields.put("location", accepted.location());
        fields.put("topic", accepted.topic());
        fields.put("partition", accepted.partition());
        fields.put("offset", accepted.offset());
        if (!accepted.remark().isEmpty()) {
            fields.put("remark", accepted.remark());
        }
        Answers.give(exchange, ACCEPTED, fields);
    }

    /** Of a question for an id. */
    static void found(RoutingContext exchange, String id, Found found) {
        if (found.result().isPresent()) {
            Answers.give(exchange, OK, fields(found.result().get()));
        } else if (found.recent()) {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            Answers.give(
                    exchange,
                    ACCEPTED,
                    Map.of("id", id, "state", PENDING, "remark", "no label yet, if it was accepted at all"));
        } else {
            Answers.refuse(
                    exchange,
                    Problem.of(
                            ProblemType.IMAGE_UNKNOWN,
                            found.whole()
                                    ? "no label and no dead letter that is kept has this id"
                                    : "not found within the bounds of one search after the time in the id"));
        }
    }

    private static Map<String, Object> fields(Result result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", result.id());
        fields.put("state", result.state().name().toLowerCase(Locale.ROOT));
        fields.put("result", Json.raw(result.json()));
        return fields;
    }
}
