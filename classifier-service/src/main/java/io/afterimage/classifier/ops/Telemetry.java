package io.afterimage.classifier.ops;

import io.afterimage.classifier.metrics.ImageMetrics;
import io.afterimage.classifier.metrics.LagMetrics;
import io.afterimage.classifier.metrics.ModelMetrics;
import io.afterimage.classifier.metrics.StreamMetrics;
import io.afterimage.classifier.trace.Otlp;
import io.afterimage.classifier.trace.Tracing;
import io.github.mweirauch.micrometer.jvm.extras.ProcessMemoryMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** What one classifier tells of itself to whoever watches it. */
record Telemetry(ImageMetrics images, ModelMetrics model, StreamMetrics stream, LagMetrics lag, Tracing tracing) {
    static Telemetry of(MeterRegistry registry, Clock clock, ClassifierConfig.Traces traces, String instance) {
        new ProcessMemoryMetrics().bindTo(registry);
        return new Telemetry(
                new ImageMetrics(registry, clock),
                new ModelMetrics(registry),
                new StreamMetrics(registry),
                new LagMetrics(registry, clock),
                traces.endpoint()
                        .map(collector -> Tracing.to(Otlp.sink(collector), traces.share(), instance, clock))
                        .orElseGet(Tracing::off));
    }

    /** Meters that look at the classifier itself whenever they are read. */
    static void watch(Classifier classifier, MeterRegistry registry) {
        Gauge.builder(
                        "afterimage.ready",
                        classifier,
                        watched -> watched.health().ready() ? 1 : 0)
                .description("1 while images become labels")
                .register(registry);
        Gauge.builder("afterimage.live", classifier, watched -> watched.health().live() ? 1 : 0)
                .description("1 while the process can still recover by itself")
                .register(registry);
        Gauge.builder("afterimage.queue.images", classifier, Classifier::waitingImages)
                .description("Images that were polled and wait for a runner")
                .register(registry);
        FunctionCounter.builder("afterimage.device.stuck.runs", classifier, Classifier::stuckRuns)
                .description("Runs that never came back from the device")
                .register(registry);
        FunctionCounter.builder("afterimage.inline.images", classifier, Classifier::inlineImages)
                .description("Images that the stream thread had to submit itself")
                .register(registry);
    }
}
