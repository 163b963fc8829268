package io.afterimage.trainer.example;

import io.afterimage.events.ExampleCounts;
import io.afterimage.events.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of feedback, and what the data set holds, in numbers. Nothing that a person wrote becomes a label. */
public final class ExampleMetrics {
    private static final String FEEDBACK = "afterimage.feedback";

    private final MeterRegistry registry;
    private final AtomicReference<@Nullable Supplier<ExampleCounts>> counts = new AtomicReference<>();

    public ExampleMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge("afterimage.examples", "Examples in the data set", ExampleCounts::examples);
        gauge("afterimage.examples.tied", "Images that as many people call one thing as another", ExampleCounts::tied);
        gauge("afterimage.examples.unusable", "Images that show nothing to classify", ExampleCounts::unusable);
        gauge("afterimage.examples.set.aside", "Images that would link two sides", ExampleCounts::setAside);
        gauge("afterimage.examples.disagreements", "Images of which people disagree", ExampleCounts::disagreements);
    }

    /** Feedback that was taken. */
    public void taken(ExampleBook.Effect effect) {
        count(effect.name().toLowerCase(Locale.ROOT), "none");
    }

    /** Feedback that cannot be used. */
    public void rejected(RejectionReason reason) {
        count("rejected", reason.name());
    }

    /** From now on asks this whenever somebody looks; null: there is no data set here. */
    public void watch(@Nullable Supplier<ExampleCounts> dataSet) {
        counts.set(dataSet);
    }

    private void count(String outcome, String reason) {
        Counter.builder(FEEDBACK)
                .description("Feedback by what became of it")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    private interface Figure {
        int of(ExampleCounts counts);
    }

    private void gauge(String name, String description, Figure figure) {
        Gauge.builder(name, counts, held -> {
                    Supplier<ExampleCounts> now = held.get();
                    return now == null ? Double.NaN : figure.of(now.get());
                })
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
