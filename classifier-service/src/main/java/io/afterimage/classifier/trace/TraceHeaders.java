package io.afterimage.classifier.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The trace context in a record's headers {@code traceparent} and {@code tracestate}, as W3C Trace Context writes it.
 * Whoever writes images starts a trace by {@link #write}. What is not well-formed counts as absent.
 */
public final class TraceHeaders {
    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();
    private static final Getter GETTER = new Getter();

    private TraceHeaders() {}

    /** The context that the headers carry; the root context if they carry none. */
    public static Context read(Headers headers) {
        return FORMAT.extract(Context.root(), headers, GETTER);
    }

    /** Writes a context's span in place of what the headers carry; without a valid span they stay as they are. */
    public static void write(Context context, Headers headers) {
        FORMAT.inject(context, headers, TraceHeaders::put);
    }

    private static void put(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            headers.remove(name);
            headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class Getter implements TextMapGetter<Headers> {
        @Override
        public List<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null
                    ? null
                    : new String(header.value(), StandardCharsets.US_ASCII);
        }
    }
}
