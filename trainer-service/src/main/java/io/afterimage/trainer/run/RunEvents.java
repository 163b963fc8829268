package io.afterimage.trainer.run;

import io.afterimage.events.Times;
import io.afterimage.events.v1.TrainingProgress;
import io.afterimage.trainer.finetune.Progress;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells others how a run goes: the message of the topic {@code training-runs}. */
final class RunEvents {
    private final Consumer<TrainingProgress> sink;
    private final InstantSource clock;

    /** @param sink must not wait for long; what it loses is lost */
    RunEvents(Consumer<TrainingProgress> sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    void changed(RunRecord run, @Nullable RunLine line) {
        TrainingProgress.Builder event = TrainingProgress.newBuilder()
                .setRun(run.run())
                .setAt(Times.timestamp(clock.instant()))
                .setPhase(run.phase())
                .setEtaSeconds(-1);
        RunRecord.Outcome outcome = run.outcome();
        if (outcome != null) {
            event.setDetail(outcome.verdict() + ": " + outcome.reason());
            if (outcome.testExamples() > 0) {
                event.putMetrics("accuracy", outcome.accuracy()).putMetrics("macro_f1", outcome.macroF1());
            }
        }
        if (line != null && line.progress() != null) {
            add(event, line.progress(), line.etaSeconds());
        }
        sink.accept(event.build());
    }

    private static void add(TrainingProgress.Builder event, Progress progress, double eta) {
        event.setEtaSeconds(eta).setDetail(progress.stage().label());
        if (progress.losses() == null) {
            event.setDetail(progress.stage().label() + ", " + progress.done() + " of " + progress.of() + " images");
        } else {
            event.setEpoch(progress.done())
                    .setEpochs(progress.of())
                    .setTrainLoss(progress.losses().trainingLoss())
                    .setValidationLoss(progress.losses().validationLoss());
        }
    }
}
