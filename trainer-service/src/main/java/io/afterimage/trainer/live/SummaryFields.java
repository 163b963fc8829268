package io.afterimage.trainer.live;

import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.model.log.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A summary as a JSON object: keys and values, in order. Pure. */
public final class SummaryFields {
    private SummaryFields() {}

    /** @param numbers of versions, by hash; 0 where one is not known */
    static Map<String, @Nullable Object> of(Summary now, ToIntFunction<String> numbers) {
        LiveHealth health = LiveHealth.of(now);
        Promotion last = now.lastSwap();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", now.at().toString());
        fields.put("live", live(now.live()));
        fields.put("mixed", now.mixed());
        fields.put("labels_per_s", rounded(now.labelsPerSecond()));
        fields.put("shown_per_s", rounded(now.shownPerSecond()));
        fields.put("sampled", now.shownPerSecond() < now.labelsPerSecond());
        fields.put("p50_ms", now.p50Millis());
        fields.put("p95_ms", now.p95Millis());
        fields.put("lag", now.lag());
        fields.put("last_swap", last == null ? null : swap(last, numbers));
        fields.put("decisions", decisions(now));
        fields.put("dead_letters", now.deadLetters());
        fields.put("sources", now.sources());
        fields.put(
                "classifiers",
                now.classifiers().stream().map(SummaryFields::classifier).toList());
        fields.put(
                "health", Map.of("word", health.word().name().toLowerCase(Locale.ROOT), "reasons", health.reasons()));
        return fields;
    }

    /**
     * A promotion: which version became live, and when.
     *
     * @param numbers of versions, by hash; 0 where one is not known
     */
    public static Map<String, Object> swap(Promotion promotion, ToIntFunction<String> numbers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", promotion.version());
        fields.put("number", numbers.applyAsInt(promotion.version()));
        fields.put("at", promotion.at().toString());
        return fields;
    }

    private static @Nullable Map<String, Object> live(@Nullable ModelVersion live) {
        if (live == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", live.version());
        fields.put("short", live.shortVersion());
        fields.put("number", live.number());
        fields.put("name", live.name());
        return fields;
    }

    private static Map<String, Integer> decisions(Summary now) {
        Map<String, Integer> decisions = new LinkedHashMap<>();
        for (String name : new String[] {"labelled", "unsure", "expired"}) {
            decisions.put(name, now.decisions().getOrDefault(name, 0));
        }
        return decisions;
    }

    private static Map<String, Object> classifier(ClassifierReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("instance", report.getInstance());
        fields.put("model_short", ModelVersion.shorten(report.getModel()));
        fields.put("device", report.getDevice());
        fields.put("ready", report.getReady());
        fields.put("reason", report.getReason());
        fields.put("url", report.getUrl());
        return fields;
    }

    private static double rounded(double rate) {
        return Math.round(rate * 10) / 10.0;
    }
}
