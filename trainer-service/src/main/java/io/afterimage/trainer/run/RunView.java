package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.events.v1.Side;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Tuned;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as JSON for others: keys in snake case, in order. Pure. */
public final class RunView {
    private RunView() {}

    /** In a line: what {@code train --wait --json} ends with, and where it stands. */
    public static Map<String, Object> of(RunStatus status, Instant now) {
        RunRecord run = status.record();
        RunRecord.Outcome outcome = run.outcome();
        Tuned.Report report = run.report();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("run", run.run());
        view.put("preset", (report == null ? run.settings().preset() : report.preset()).label());
        view.put("examples", count(run, Side.TRAIN));
        view.put("classes", classes(run, report));
        view.put("validation", count(run, Side.VALIDATION));
        view.put("test", count(run, Side.TEST));
        view.put("accuracy", outcome == null || outcome.testExamples() == 0 ? null : outcome.accuracy());
        view.put("macro_f1", outcome == null || outcome.testExamples() == 0 ? null : outcome.macroF1());
        view.put("seconds", run.seconds(now));
        view.put("verdict", run.ended() && outcome != null ? outcome.verdict() : null);
        view.put("reason", outcome == null ? "" : outcome.reason());
        view.put("version", outcome == null ? "" : outcome.version());
        view.put("phase", run.phase().name().toLowerCase(Locale.ROOT));
        view.put("trigger", run.trigger());
        view.put("started_at", run.startedAt().toString());
        view.put("progress", run.phase() == Phase.TRAINING ? progress(status) : null);
        return view;
    }

    /** All that is kept of it. */
    @SuppressWarnings("unchecked") // a record becomes an object
    public static Map<String, Object> whole(RunStatus status, Instant now) {
        Map<String, Object> view = of(status, now);
        view.put("record", Json.MAPPER.convertValue(status.record(), Map.class));
        return view;
    }

    private static int count(RunRecord run, Side side) {
        RunRecord.Source source = run.source();
        return source == null
                ? 0
                : source.counts().getOrDefault(side.name().toLowerCase(Locale.ROOT), Map.of()).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private static int classes(RunRecord run, Tuned.@Nullable Report report) {
        if (report != null) {
            return report.labels().size();
        }
        RunRecord.Source source = run.source();
        return source == null
                ? 0
                : (int) source.counts().values().stream()
                        .map(Map::keySet)
                        .flatMap(names -> List.copyOf(names).stream())
                        .distinct()
                        .count();
    }

    private static @Nullable Map<String, Object> progress(RunStatus status) {
        Progress progress = status.progress();
        if (progress == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("stage", progress.stage().label());
        view.put("done", progress.done());
        view.put("of", progress.of());
        view.put(
                "training_loss",
                progress.losses() == null ? null : progress.losses().trainingLoss());
        view.put(
                "validation_loss",
                progress.losses() == null ? null : progress.losses().validationLoss());
        view.put(
                "validation_accuracy",
                progress.losses() == null ? null : progress.losses().validationAccuracy());
        view.put("eta_seconds", status.etaSeconds() < 0 ? null : status.etaSeconds());
        return view;
    }
}
