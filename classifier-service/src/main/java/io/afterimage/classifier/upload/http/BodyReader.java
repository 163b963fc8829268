package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.upload.Body;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads one request's image as it arrives, from the raw body or from a form's file part {@code image}. Runs on the
 * request's event loop, and tells exactly one of its two listeners, once.
 */
final class BodyReader {
    /** Beside the image: a form's own lines and fields. */
    static final int FORM_OVERHEAD = 64 * 1024;

    private static final String PART = "image";

    private final HttpServerRequest request;
    private final Body body;
    private final Consumer<String> done;
    private final Consumer<RuntimeException> failed;
    private boolean ended;
    private boolean partSeen;
    private String contentType;

    /**
     * @param done told the image's content type once the body is whole
     * @param failed told why there is no image
     */
    BodyReader(HttpServerRequest request, Body body, Consumer<String> done, Consumer<RuntimeException> failed) {
        this.request = request;
        this.body = body;
        this.done = done;
        this.failed = failed;
        contentType = String.valueOf(request.getHeader("Content-Type"));
    }

    /**
     * Begins to read, and returns at once.
     *
     * @param mostBytes most bytes of the body in all
     * @param time most that it may take to arrive
     */
    void read(Vertx vertx, boolean form, long mostBytes, Duration time) {
        long timer = vertx.setTimer(time.toMillis(), late -> fail(tooSlow(time)));
        // A connection that was cut is told here too; its answer goes nowhere.
        request.exceptionHandler(cut -> {
            vertx.cancelTimer(timer);
            fail(malformed(String.valueOf(cut.getMessage())));
        });
        request.endHandler(whole -> {
            vertx.cancelTimer(timer);
            finish(form);
        });
        if (form) {
            expectForm(mostBytes);
        } else {
            request.handler(this::append);
        }
        request.resume();
    }

    private void expectForm(long mostBytes) {
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException e) {
            fail(malformed("no boundary of a form is named"));
            return;
        }
        request.uploadHandler(this::onPart);
        request.handler(chunk -> {
            if (request.bytesRead() > mostBytes) {
                fail(new RefusedException(
                        ProblemType.BODY_TOO_LARGE, "the form has more than " + mostBytes + " bytes"));
            }
        });
    }

    private void onPart(HttpServerFileUpload part) {
        if (partSeen || !part.name().equals(PART)) {
            fail(malformed("a form has one file part, and its name is " + PART));
        }
        partSeen = true;
        contentType = String.valueOf(part.contentType());
        part.handler(this::append);
    }

    private void append(Buffer chunk) {
        if (ended) {
            return;
        }
        try {
            body.append(chunk.getBytes());
        } catch (RefusedException e) {
            fail(e);
        }
    }

    private void finish(boolean form) {
        if (form && !partSeen) {
            fail(malformed("the form has no file part " + PART));
        } else if (!ended) {
            ended = true;
            done.accept(contentType);
        }
    }

    private void fail(RuntimeException failure) {
        if (!ended) {
            ended = true;
            failed.accept(failure);
        }
    }

    private static RefusedException tooSlow(Duration time) {
        return new RefusedException(
                ProblemType.BODY_TOO_SLOW,
                "the whole body must arrive within " + time.toMillis() + " ms (afterimage.http.body-time)");
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(ProblemType.BODY_MALFORMED, detail);
    }
}
