package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.upload.Accepted;
import io.afterimage.classifier.upload.Admission;
import io.afterimage.classifier.upload.Body;
import io.afterimage.classifier.upload.UploadParameters;
import io.afterimage.classifier.upload.UploadedImage;
import io.afterimage.classifier.upload.Uploads;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.service.Health;
import io.afterimage.service.Token;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code POST /v1/images}. Runs on the request's event loop and never blocks it. */
final class UploadHandler {
    private static final String FORM = "multipart/form-data";

    private final Token token;
    private final Admission admission;
    private final Uploads uploads;
    private final Supplier<Health> health;
    private final int mostBytes;
    private final Duration bodyTime;

    UploadHandler(ClassifierConfig config, Token token, Admission admission, Uploads uploads, Supplier<Health> health) {
        this.token = token;
        this.admission = admission;
        this.uploads = uploads;
        this.health = health;
        mostBytes = config.image().mostBytes();
        bodyTime = config.http().bodyTime();
    }

    void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        try {
            requireToken(request);
            requireTopics();
            boolean form = isForm(request);
            // What is wrong before the body is said before the body.
            UploadParameters.parse(exchange.queryParams());
            receive(exchange, form);
        } catch (RuntimeException e) {
            Answers.fail(exchange, e);
        }
    }

    private void requireToken(HttpServerRequest request) {
        switch (token.check(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            case NONE_SET ->
                throw new RefusedException(
                        ProblemType.UPLOAD_DISABLED,
                        "set afterimage.http.token-file to a file with a secret to switch it on");
            case WRONG ->
                throw new RefusedException(ProblemType.TOKEN_WRONG, "send the header Authorization: Bearer TOKEN");
            case RIGHT -> {}
        }
    }

    private void requireTopics() {
        Health now = health.get();
        if (!now.started()) {
            throw new RefusedException(ProblemType.BROKERS_AWAY, now.reason());
        }
    }

    private static boolean isForm(HttpServerRequest request) {
        String type =
                String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        if (type.startsWith(FORM)) {
            return true;
        }
        if (type.startsWith("image/") || type.startsWith("application/octet-stream")) {
            return false;
        }
        throw new RefusedException(
                ProblemType.MEDIA_TYPE_UNSUPPORTED, "send Content-Type: image/…, application/octet-stream or " + FORM);
    }

    private void receive(RoutingContext exchange, boolean form) {
        HttpServerRequest request = exchange.request();
        long mostInAll = form ? (long) mostBytes + BodyReader.FORM_OVERHEAD : mostBytes;
        long announced = announced(request);
        Admission.Permit permit = admission.enter();
        try {
            Body body = new Body(permit, mostBytes, announced > mostInAll ? announced : Math.min(announced, mostBytes));
            BodyReader reader = new BodyReader(
                    request, body, contentType -> accept(exchange, body, contentType, permit), failure -> {
                        permit.close();
                        Answers.fail(exchange, failure);
                    });
            if (request.getHeader(HttpHeaders.EXPECT) != null) {
                exchange.response().writeContinue();
            }
            reader.read(exchange.vertx(), form, mostInAll, bodyTime);
        } catch (RuntimeException e) {
            permit.close();
            throw e;
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw new RefusedException(ProblemType.BODY_MALFORMED, "Content-Length is no number");
        }
    }

    private void accept(RoutingContext exchange, Body body, String contentType, Admission.Permit permit) {
        try {
            List<Map.Entry<String, String>> given =
                    new ArrayList<>(exchange.queryParams().entries());
            given.addAll(exchange.request().formAttributes().entries());
            UploadParameters parameters = UploadParameters.parse(given);
            var context = exchange.vertx().getOrCreateContext();
            var unused = uploads.accept(parameters, UploadedImage.of(body, contentType), permit)
                    .whenComplete(
                            (accepted, failure) -> context.runOnContext(now -> answer(exchange, accepted, failure)));
        } catch (RuntimeException e) {
            permit.close();
            Answers.fail(exchange, e);
        }
    }

    private static void answer(RoutingContext exchange, Accepted accepted, Throwable failure) {
        if (failure != null) {
            Answers.fail(exchange, failure);
            return;
        }
        exchange.response().putHeader(HttpHeaders.LOCATION, accepted.location());
        accepted.result()
                .ifPresentOrElse(
                        result -> ImageAnswers.result(exchange, result),
                        () -> ImageAnswers.pending(exchange, accepted));
    }
}
