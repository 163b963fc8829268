package io.afterimage.trainer.mlflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.events.v1.Side;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Curve;
import io.afterimage.trainer.finetune.Scores;
import io.afterimage.trainer.finetune.Tuned;
import io.afterimage.trainer.run.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What MLflow is told of a run that has ended; the same each time, so that what is sent twice is there once. Pure.
 *
 * @param parameters how it was made, by name
 * @param metrics what it came to, and the curves: an entry an epoch
 * @param tags what else is known, by name
 */
record RunEntry(Map<String, String> parameters, List<Metric> metrics, Map<String, String> tags) {
    /** Tag with the run's own id. */
    static final String RUN = "afterimage_run";
    /** Tag with the version of the candidate. */
    static final String VERSION = "afterimage_version";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * A number at one step.
     *
     * @param timestamp milliseconds since 1970
     */
    record Metric(String key, double value, long timestamp, int step) {}

    static RunEntry of(RunRecord run) {
        return new RunEntry(parameters(run), metrics(run), tags(run));
    }

    private static Map<String, String> parameters(RunRecord run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, @Nullable Object> settings = JSON.convertValue(run.settings(), new TypeReference<>() {});
        settings.forEach((name, value) -> put(parameters, name, value));
        put(parameters, "preset", run.settings().preset().label());
        RunRecord.Source source = run.source();
        if (source != null) {
            put(parameters, "parent", source.parent());
            put(parameters, "snapshot", source.snapshot());
            for (Side side : List.of(Side.TRAIN, Side.VALIDATION, Side.TEST)) {
                String name = side.name().toLowerCase(Locale.ROOT);
                put(parameters, name + "_examples", sum(source.counts().getOrDefault(name, Map.of())));
            }
        }
        Tuned.Report report = run.report();
        if (report != null) {
            put(parameters, "chosen_preset", report.preset().label());
            put(parameters, "classes", report.labels().size());
            put(parameters, "temperature", report.temperature());
            report.curves().forEach(curve -> describe(curve, parameters));
        }
        return parameters;
    }

    private static void describe(Curve curve, Map<String, String> parameters) {
        String stage = curve.stage().label();
        put(parameters, stage + "_rate", curve.rate());
        put(parameters, stage + "_penalty", curve.penalty());
        put(parameters, stage + "_best_epoch", curve.best());
        put(parameters, stage + "_kept", curve.kept());
    }

    private static List<Metric> metrics(RunRecord run) {
        List<Metric> metrics = new ArrayList<>();
        Instant end = Objects.requireNonNullElse(run.endedAt(), run.startedAt());
        Tuned.Report report = run.report();
        if (report != null) {
            report.curves().forEach(curve -> add(curve, end, metrics));
            Scores scores = report.scores();
            add("validation_accuracy", scores.accuracy(), end, 0, metrics);
            add("validation_macro_f1", scores.macroF1(), end, 0, metrics);
            add("validation_loss", scores.loss(), end, 0, metrics);
            add("calibration_error", scores.calibrationErrorAfter(), end, 0, metrics);
            report.seconds().forEach((part, seconds) -> add("seconds/" + key(part), seconds, end, 0, metrics));
        }
        RunRecord.Outcome outcome = run.outcome();
        if (outcome != null && outcome.testExamples() > 0) {
            add("test_accuracy", outcome.accuracy(), end, 0, metrics);
            add("test_macro_f1", outcome.macroF1(), end, 0, metrics);
            add("test_examples", outcome.testExamples(), end, 0, metrics);
        }
        // Not "seconds": a server that keeps metrics as files has a folder of that name.
        add("seconds/all", run.seconds(end), end, 0, metrics);
        return metrics;
    }

    private static void add(Curve curve, Instant at, List<Metric> metrics) {
        String stage = curve.stage().label();
        for (int i = 0; i < curve.epochs().size(); i++) {
            Fit.Epoch epoch = curve.epochs().get(i);
            add(stage + "/training_loss", epoch.trainingLoss(), at, i, metrics);
            add(stage + "/validation_loss", epoch.validationLoss(), at, i, metrics);
            double accuracy = Objects.requireNonNullElse(epoch.validationAccuracy(), Double.NaN);
            add(stage + "/validation_accuracy", accuracy, at, i, metrics);
        }
    }

    /** JSON has no word for what is no number. */
    private static void add(String key, double value, Instant at, int step, List<Metric> metrics) {
        if (Double.isFinite(value)) {
            metrics.add(new Metric(key, value, at.toEpochMilli(), step));
        }
    }

    private static Map<String, String> tags(RunRecord run) {
        Map<String, String> tags = new LinkedHashMap<>();
        put(tags, RUN, run.run());
        put(tags, "trigger", run.trigger());
        put(tags, "phase", run.phase().name().toLowerCase(Locale.ROOT));
        run.versions().forEach((name, version) -> put(tags, "with_" + key(name), version));
        RunRecord.Outcome outcome = run.outcome();
        if (outcome != null) {
            put(tags, "verdict", outcome.verdict());
            put(tags, "category", outcome.category());
            put(tags, "reason", outcome.reason());
            put(tags, VERSION, outcome.version());
        }
        return tags;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** With what servers of all versions take: 500 characters, and not none. */
    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            fields.put(name, text.substring(0, Math.min(500, text.length())));
        }
    }

    private static String key(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
