package io.afterimage.classifier.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;

/** Sends spans to a collector by OTLP over HTTP, on a thread of its own. */
public final class Otlp {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING_SPANS = 8192;

    private Otlp() {}

    /**
     * A sink that never blocks whoever ends a span: while the collector is away or slow, spans beyond
     * {@value #MOST_WAITING_SPANS} are dropped.
     *
     * @param collector full URL, such as {@code http://localhost:4318/v1/traces}
     * @throws IllegalArgumentException if it is no HTTP URL
     */
    public static SpanProcessor sink(URI collector) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString())
                .setConnectTimeout(PATIENCE)
                .setTimeout(PATIENCE)
                .setRetryPolicy(null)
                .build();
        return BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(MOST_WAITING_SPANS)
                .setExporterTimeout(PATIENCE)
                .setScheduleDelay(Duration.ofSeconds(1))
                .build();
    }
}
