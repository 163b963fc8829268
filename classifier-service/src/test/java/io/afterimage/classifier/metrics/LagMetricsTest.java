package io.afterimage.classifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LagMetrics metrics =
            new LagMetrics(registry, Clock.fixed(Instant.ofEpochMilli(30_000), ZoneOffset.UTC));

    @Test
    void beforeTheFirstSampleNothingIsClaimed() {
        assertThat(gauge("afterimage.backlog.records")).isNaN();
        assertThat(gauge("afterimage.lag.age")).isNaN();
        assertThat(registry.find("afterimage.consumer.lag.records").gauges()).isEmpty();
    }

    @Test
    void theLastSampleIsShownWithItsAge() {
        metrics.sampled(new Lag(Map.of(0, new Lag.Partition(5, 0), 1, new Lag.Partition(7, 3)), 10_000));
        metrics.sampled(new Lag(Map.of(0, new Lag.Partition(4, 0), 1, new Lag.Partition(6, 2)), 20_000));

        assertThat(lag("afterimage.consumer.lag.records", 0)).isEqualTo(4);
        assertThat(lag("afterimage.consumer.lag.records", 1)).isEqualTo(6);
        assertThat(lag("afterimage.consumer.unstable.records", 1)).isEqualTo(2);
        assertThat(gauge("afterimage.backlog.records")).isEqualTo(10);
        assertThat(gauge("afterimage.lag.age")).isEqualTo(10);
    }

    @Test
    void aPartitionThatIsAddedIsShownToo() {
        metrics.sampled(new Lag(Map.of(0, new Lag.Partition(5, 0)), 10_000));
        metrics.sampled(new Lag(Map.of(0, new Lag.Partition(5, 0), 1, new Lag.Partition(8, 0)), 20_000));

        assertThat(lag("afterimage.consumer.lag.records", 1)).isEqualTo(8);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double lag(String name, int partition) {
        return registry.get(name)
                .tag("partition", Integer.toString(partition))
                .gauge()
                .value();
    }
}
