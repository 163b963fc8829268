package io.afterimage.classifier.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How far the whole consumer group is behind, as last sampled, and how long ago that was. Safe for many threads. */
public final class LagMetrics {
    private static final Lag.Partition NONE = new Lag.Partition(0, 0);

    private final MultiGauge waiting;
    private final MultiGauge unstable;
    private final Clock clock;
    private volatile @Nullable Lag last;

    public LagMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        waiting = MultiGauge.builder("afterimage.consumer.lag.records")
                .description("Records of a partition that can be read and are not yet committed as processed")
                .register(registry);
        unstable = MultiGauge.builder("afterimage.consumer.unstable.records")
                .description("End offset minus last stable offset: records behind somebody's open transaction")
                .register(registry);
        Gauge.builder("afterimage.backlog.records", this, metrics -> metrics.backlog())
                .description("The lag of all partitions together")
                .register(registry);
        TimeGauge.builder("afterimage.lag.age", this, TimeUnit.SECONDS, LagMetrics::age)
                .description("Time since the lag was last sampled")
                .register(registry);
    }

    /** A new sample is there. */
    public void sampled(Lag lag) {
        Lag before = last;
        last = lag;
        if (before == null
                || !before.partitions().keySet().equals(lag.partitions().keySet())) {
            waiting.register(rows(lag, Lag.Partition::waiting), true);
            unstable.register(rows(lag, Lag.Partition::unstable), true);
        }
    }

    /** Rows that look into the last sample themselves, so that none is ever missing while it is replaced. */
    private List<MultiGauge.Row<?>> rows(Lag lag, ToLongFunction<Lag.Partition> part) {
        return lag.partitions().keySet().stream()
                .<MultiGauge.Row<?>>map(partition -> MultiGauge.Row.of(
                        Tags.of("partition", Integer.toString(partition)),
                        this,
                        metrics -> part.applyAsLong(metrics.of(partition))))
                .toList();
    }

    private Lag.Partition of(int partition) {
        Lag lag = last;
        return lag == null ? NONE : lag.partitions().getOrDefault(partition, NONE);
    }

    private double backlog() {
        Lag lag = last;
        return lag == null ? Double.NaN : lag.waiting();
    }

    private double age() {
        Lag lag = last;
        return lag == null ? Double.NaN : (clock.millis() - lag.at()) / 1000.0;
    }
}
