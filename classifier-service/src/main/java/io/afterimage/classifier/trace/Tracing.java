package io.afterimage.classifier.trace;

import io.afterimage.classifier.infer.Timing;
import io.afterimage.classifier.infer.Timing.Step;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;

/**
 * Makes a span of each image, with one for each stage below it, once its outcome is there: the stages only note the
 * time. Whether or not anything is traced here, a sender's trace context goes on with what its image became. Safe for
 * many threads.
 *
 * <p>Attributes are named by OpenTelemetry's conventions for messaging. Nothing of the sender's but its context enters.
 */
public final class Tracing implements AutoCloseable {
    private static final Duration LAST_EXPORT = Duration.ofSeconds(3);
    private static final String LIBRARY = "io.afterimage.classifier";
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("afterimage.outcome");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final boolean on;
    private final Clock clock;

    private Tracing(SdkTracerProvider provider, boolean on, Clock clock) {
        this.provider = provider;
        this.on = on;
        this.tracer = on ? provider.get(LIBRARY) : TracerProvider.noop().get(LIBRARY);
        this.clock = clock;
    }

    /** Makes no spans. */
    public static Tracing off() {
        return new Tracing(SdkTracerProvider.builder().build(), false, Clock.systemUTC());
    }

    /**
     * Makes spans.
     *
     * @param sink takes them, and is closed with this
     * @param share of the images whose sender decided nothing, from 0 to 1; a sender's own decision holds
     * @param instance unique for each process
     */
    public static Tracing to(SpanProcessor sink, double share, String instance, Clock clock) {
        Attributes process = Attributes.of(
                AttributeKey.stringKey("service.name"),
                "afterimage-classifier",
                AttributeKey.stringKey("service.instance.id"),
                instance);
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(process))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(sink)
                .build();
        return new Tracing(provider, true, clock);
    }

    /**
     * One image, of which all is known.
     *
     * @param topic where its record stood, with partition and offset
     * @param outcome the label's decision, or the reason of the rejection
     */
    public record Image(String topic, int partition, long offset, String outcome, Timing timing) {}

    /** Traces an image below the context in {@code from}, and writes the context to go on with into {@code to}. */
    public void trace(Image image, Headers from, Headers to) {
        Context sender = TraceHeaders.read(from);
        TraceHeaders.write(on ? traced(image, sender) : sender, to);
    }

    private Context traced(Image image, Context sender) {
        Timeline times = Timeline.until(clock.instant());
        Span span = tracer.spanBuilder("process " + image.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(sender)
                .setStartTimestamp(times.of(image.timing(), Step.SUBMITTED), TimeUnit.NANOSECONDS)
                .startSpan();
        Context context = sender.with(span);
        if (span.isRecording()) {
            describe(span, image);
            stage("wait", Step.SUBMITTED, Step.TAKEN, image.timing(), times, context);
            stage("decode", Step.DECODING, Step.DECODED, image.timing(), times, context);
            stage("infer", Step.INFERRING, Step.INFERRED, image.timing(), times, context);
        }
        span.end(times.end(), TimeUnit.NANOSECONDS);
        return context;
    }

    private static void describe(Span span, Image image) {
        span.setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(TOPIC, image.topic())
                .setAttribute(PARTITION, Integer.toString(image.partition()))
                .setAttribute(OFFSET, image.offset())
                .setAttribute(OUTCOME, image.outcome());
    }

    private void stage(String name, Step from, Step to, Timing timing, Timeline times, Context parent) {
        if (timing.reached(from) && timing.reached(to)) {
            tracer.spanBuilder(name)
                    .setParent(parent)
                    .setStartTimestamp(times.of(timing, from), TimeUnit.NANOSECONDS)
                    .startSpan()
                    .end(times.of(timing, to), TimeUnit.NANOSECONDS);
        }
    }

    /** Exports what is waiting, if that is quickly done. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Places {@link System#nanoTime} in calendar time, in Unix nanoseconds; its end is now. */
    private record Timeline(long end, long nanoTime) {
        static Timeline until(Instant now) {
            return new Timeline(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(), System.nanoTime());
        }

        long of(Timing timing, Step step) {
            return end - (nanoTime - timing.at(step, nanoTime));
        }
    }
}
