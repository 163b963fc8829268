package io.afterimage.trainer.live;

import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.label.SeenLabelFields;
import io.afterimage.trainer.stream.Broadcast;
import io.afterimage.trainer.stream.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens now, in a bounded amount of memory, and who is told of it. What is older than a minute, as all is after
 * a start, is remembered but neither counted nor told. Safe for many threads: all state is guarded by this.
 */
public final class LivePicture {
    private static final Duration NEWS = Duration.ofMinutes(1);
    private static final int MOST_SHOWN = 30;
    private static final int MOST_SHOWN_OF_SOURCE = 4;
    private static final int MOST_SOURCES = 300;
    private static final int RATE_SECONDS = 10;
    private static final double HALF = 0.5;
    private static final double MOST_OF_THEM = 0.95;

    private final InstantSource clock;
    private final Timeline timeline;
    private final Broadcast readers;
    private final Supplier<String> failure;
    private final Sources sources = new Sources();
    private final ClassifierReports classifiers = new ClassifierReports();
    private final Sampler sampler = new Sampler(MOST_SHOWN, MOST_SHOWN_OF_SOURCE);
    private final Minute decisions = new Minute();
    private final Minute shown = new Minute();
    private final Minute deadLetters = new Minute();
    private final Latencies latencies = new Latencies();
    private @Nullable Long lag;

    /**
     * @param readers who are told
     * @param failure why nothing is followed now; empty where it is
     */
    public LivePicture(InstantSource clock, Timeline timeline, Broadcast readers, Supplier<String> failure) {
        this.clock = clock;
        this.timeline = timeline;
        this.readers = readers;
        this.failure = failure;
    }

    /**
     * Takes a label in.
     *
     * @param at when the broker took its record
     */
    public synchronized void label(SeenLabel label, Instant at) {
        Instant now = clock.instant();
        sources.add(label);
        if (at.isBefore(now.minus(NEWS))) {
            return;
        }
        decisions.add(label.label().getDecision().name().toLowerCase(Locale.ROOT), now);
        latencies.add(Duration.between(label.receivedAt(), label.labelledAt()), now);
        if (sampler.shows(label.source(), now)) {
            shown.add("", now);
            readers.tell(Event.of("label", Event.Keep.SAMPLE, fields(label)));
        }
    }

    /**
     * Takes a dead letter in.
     *
     * @param at when the broker took its record
     */
    public synchronized void deadLetter(String reason, Instant at) {
        Instant now = clock.instant();
        if (!at.isBefore(now.minus(NEWS))) {
            deadLetters.add(reason, now);
        }
    }

    /**
     * Takes in what a classifier says of itself.
     *
     * @param report null where the instance stopped in order
     */
    public synchronized void classifier(String instance, @Nullable ClassifierReport report) {
        classifiers.take(instance, report);
    }

    /** Reads the model log on; a swap is told of. */
    public synchronized void model(ModelEntry entry) {
        timeline.add(entry)
                .filter(promotion -> !promotion.at().isBefore(clock.instant().minus(NEWS)))
                .ifPresent(this::swapped);
    }

    /**
     * Takes in how far classifiers are behind.
     *
     * @param images that wait; null where it is not known
     */
    public synchronized void lag(@Nullable Long images) {
        lag = images;
    }

    /** Tells readers how things are. To be called once a second. */
    public void tick() {
        if (readers.followed()) {
            readers.tell(Event.of("summary", Event.Keep.LATEST, summary()));
        }
    }

    /** How things are, as a JSON object. */
    public synchronized Map<String, @Nullable Object> summary() {
        return SummaryFields.of(now(), timeline::number);
    }

    /** How things are, and the newest label of each source. */
    public synchronized Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("summary", summary());
        whole.put(
                "sources",
                sources.newest(MOST_SOURCES).stream().map(this::source).toList());
        whole.put("more", Math.max(0, sources.count() - MOST_SOURCES));
        return whole;
    }

    /** The labels of a source that are remembered, the newest first. */
    public synchronized Map<String, @Nullable Object> filmstrip(String source) {
        Map<String, @Nullable Object> strip = new LinkedHashMap<>();
        strip.put("source", source);
        strip.put("labels", sources.filmstrip(source).stream().map(this::fields).toList());
        return strip;
    }

    private void swapped(Promotion promotion) {
        readers.tell(Event.of("swap", Event.Keep.ALL, SummaryFields.swap(promotion, timeline::number)));
    }

    private Summary now() {
        Instant now = clock.instant();
        Map<String, Integer> ofMinute = decisions.counts(now);
        ModelVersion live = timeline.history().live().orElse(null);
        List<ClassifierReport> alive = classifiers.alive(now);
        return new Summary(
                now,
                live,
                decisions.rate(RATE_SECONDS, now),
                shown.rate(RATE_SECONDS, now),
                latencies.percentile(HALF, now),
                latencies.percentile(MOST_OF_THEM, now),
                lag,
                timeline.lastSwap().orElse(null),
                ofMinute,
                deadLetters.counts(now),
                sources.count(),
                alive,
                failure.get());
    }

    private Map<String, @Nullable Object> source(SeenLabel newest) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("source", newest.source());
        fields.put("label", fields(newest));
        fields.put("silent_since", newest.receivedAt().toString());
        return fields;
    }

    private Map<String, @Nullable Object> fields(SeenLabel label) {
        return SeenLabelFields.of(label, timeline.number(label.model()));
    }
}
