package io.afterimage.classifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMetrics stream = new StreamMetrics(registry);

    @Test
    void whatIsDoneAboutADeadThreadIsTold() {
        stream.threadReplaced();
        stream.threadReplaced();
        stream.gaveUp();

        assertThat(deaths("replaced")).isEqualTo(2);
        assertThat(deaths("given_up")).isEqualTo(1);
    }

    @Test
    void beforeTheStreamStartsThereAreNoThreads() {
        assertThat(registry.get("afterimage.stream.threads").gauge().value()).isZero();
    }

    @Test
    void theProducersOfAllThreadsAreTakenTogether() {
        try (Metrics kafka = new Metrics()) {
            add(kafka, "txn-abort-time-ns-total", "one", 1e9);
            add(kafka, "txn-abort-time-ns-total", "two", 2e9);
            add(kafka, "txn-commit-time-ns-total", "one", 5e9);
            stream.watch(kafka::metrics);

            assertThat(registry.get("afterimage.transaction.abort").timeGauge().value())
                    .isEqualTo(3);
        }
    }

    private double deaths(String answer) {
        return registry.get("afterimage.stream.thread.deaths")
                .tag("answer", answer)
                .counter()
                .count();
    }

    private static void add(Metrics kafka, String name, String client, double value) {
        MetricName full = kafka.metricName(name, "producer-metrics", Map.of("client-id", client));
        kafka.addMetric(full, new MetricConfig(), (Gauge<Double>) (config, now) -> value);
    }
}
