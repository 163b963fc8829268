package io.afterimage.classifier.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Of the stream threads. Of Kafka's own metrics only those are taken on which somebody would act: all of them are over
 * a thousand series, with tags that are new after each restart. Safe for many threads.
 */
public final class StreamMetrics {
    private final Counter replaced;
    private final Counter givenUp;
    private volatile Supplier<Map<MetricName, ? extends Metric>> kafka = Map::of;

    public StreamMetrics(MeterRegistry registry) {
        replaced = deaths(registry, "replaced");
        givenUp = deaths(registry, "given_up");
        Gauge.builder("afterimage.stream.threads", this, metrics -> metrics.sum("alive-stream-threads"))
                .description("Stream threads that are alive")
                .register(registry);
        TimeGauge.builder(
                        "afterimage.transaction.abort",
                        this,
                        TimeUnit.NANOSECONDS,
                        metrics -> metrics.sum("txn-abort-time-ns-total"))
                .description("Time that the present stream threads have spent in aborting transactions")
                .register(registry);
    }

    /** From now on looks at these, Kafka Streams' own metrics. */
    public void watch(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        kafka = metrics;
    }

    /** A stream thread died and is replaced. */
    public void threadReplaced() {
        replaced.increment();
    }

    /** A stream thread died, one too many. */
    public void gaveUp() {
        givenUp.increment();
    }

    private double sum(String name) {
        return kafka.get().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .map(metric -> metric.getValue().metricValue())
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
    }

    private static Counter deaths(MeterRegistry registry, String answer) {
        return Counter.builder("afterimage.stream.thread.deaths")
                .description("Stream threads that died, by what was done about it")
                .tag("answer", answer)
                .register(registry);
    }
}
