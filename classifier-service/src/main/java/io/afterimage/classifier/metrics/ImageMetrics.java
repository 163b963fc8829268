package io.afterimage.classifier.metrics;

import io.afterimage.classifier.infer.Timing;
import io.afterimage.classifier.infer.Timing.Step;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Counts each image once, when its label or dead letter is forwarded, with the time it spent at each stage. All meters
 * are there from the start, so that a rate is 0 before the first image rather than unknown. Nothing that a sender wrote
 * becomes a tag. Safe for many threads.
 */
public final class ImageMetrics {
    private static final String IMAGES = "afterimage.images";
    private static final Duration[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128};

    private final Counter labelled;
    private final Counter unsure;
    private final Counter expired;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
    private final Timer wait;
    private final Timer decode;
    private final Timer inference;
    private final Timer endToEnd;
    private final DistributionSummary batches;
    private final Clock clock;

    /** @param clock the one by which broker and classifier agree, as far as they do */
    public ImageMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        labelled = counter(registry, "labelled", "none");
        unsure = counter(registry, "unsure", "none");
        expired = counter(registry, "expired", "none");
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, counter(registry, "rejected", reason.name()));
        }
        wait = timer(registry, "afterimage.wait", "Time that an image waited for a runner, and then for its batch");
        decode = timer(registry, "afterimage.decode", "Time that decoding one image took");
        inference = timer(registry, "afterimage.inference", "Time that an image's batch was in the model");
        endToEnd = timer(registry, "afterimage.end.to.end", "From the broker's append of an image to its outcome");
        batches = DistributionSummary.builder("afterimage.batch.images")
                .description("Images that went into the model together")
                .serviceLevelObjectives(BATCHES)
                .register(registry);
    }

    /** An image got a label. */
    public void labelled(Decision decision, Timing timing, long receivedAt) {
        Counter counter =
                switch (decision) {
                    case UNSURE -> unsure;
                    case EXPIRED -> expired;
                    default -> labelled;
                };
        counter.increment();
        record(timing, receivedAt);
    }

    /** An image became a dead letter. */
    public void rejected(RejectionReason reason, Timing timing, long receivedAt) {
        Objects.requireNonNull(rejected.get(reason)).increment();
        record(timing, receivedAt);
    }

    /** Images went into the model together. */
    public void batch(int images) {
        batches.record(images);
    }

    private void record(Timing timing, long receivedAt) {
        if (timing.reached(Step.TAKEN)) {
            long waited = timing.nanos(Step.SUBMITTED, Step.TAKEN) + timing.nanos(Step.DECODED, Step.INFERRING);
            wait.record(waited, TimeUnit.NANOSECONDS);
        }
        if (timing.reached(Step.DECODED)) {
            decode.record(timing.nanos(Step.DECODING, Step.DECODED), TimeUnit.NANOSECONDS);
        }
        if (timing.reached(Step.INFERRED)) {
            inference.record(timing.nanos(Step.INFERRING, Step.INFERRED), TimeUnit.NANOSECONDS);
        }
        // Clocks differ: an image from the future was received just now.
        endToEnd.record(Math.max(0, clock.millis() - receivedAt), TimeUnit.MILLISECONDS);
    }

    private static Counter counter(MeterRegistry registry, String outcome, String reason) {
        return Counter.builder(IMAGES)
                .description("Images by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
