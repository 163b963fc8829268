package io.afterimage.trainer.run;

import io.afterimage.events.v1.Phase;
import io.afterimage.trainer.dataset.Positions;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.Tuned;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run; kept for good.
 *
 * @param run its id: letters, digits and dashes
 * @param trigger who or what started it
 * @param endedAt null until it has ended
 * @param source what it is made from; null until that was frozen
 * @param versions of what made it, by name
 * @param pid of its process, and when that began; 0 while there is none
 * @param report how the candidate came to be; null if there is none
 * @param outcome null until it has ended, or is about to be published
 */
public record RunRecord(
        String run,
        String trigger,
        Settings settings,
        Phase phase,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Source source,
        Map<String, String> versions,
        long pid,
        Instant processBegan,
        Tuned.@Nullable Report report,
        @Nullable Outcome outcome) {
    private static final Set<Phase> ENDS = EnumSet.of(Phase.DONE, Phase.FAILED, Phase.CANCELLED, Phase.LOST);

    /**
     * What a run is made from.
     *
     * @param parent version to begin with; empty for none
     * @param snapshot hash of the data set
     * @param counts examples by side, then by class
     * @param read how far the examples topic was read for it; nothing of it in records that do not say
     */
    public record Source(String parent, String snapshot, Map<String, Map<String, Integer>> counts, Positions read) {
        public Source {
            read = Objects.requireNonNullElse(read, Positions.NONE);
        }
    }

    /**
     * What became of it.
     *
     * @param verdict {@code promoted}, {@code rejected}, {@code waiting} or {@code failed}
     * @param category why it failed, in capitals; empty if it did not
     * @param reason one line for people
     * @param version of the candidate; empty if there is none
     * @param testExamples that the gate used
     * @param accuracy of the candidate on them
     * @param macroF1 of the candidate on them
     */
    public record Outcome(
            String verdict,
            String category,
            String reason,
            String version,
            int testExamples,
            double accuracy,
            double macroF1) {
        static Outcome failed(String category, String reason) {
            return new Outcome("failed", category, reason, "", 0, 0, 0);
        }
    }

    static RunRecord begun(String run, String trigger, Settings settings, Instant at) {
        return new RunRecord(
                run, trigger, settings, Phase.PREPARING, at, null, null, Versions.all(), 0, Instant.EPOCH, null, null);
    }

    /** Whether a run in this phase has ended. */
    public static boolean isEnd(Phase phase) {
        return ENDS.contains(phase);
    }

    /** Whether nothing will change any more. */
    public boolean ended() {
        return isEnd(phase);
    }

    /**
     * Whether no run starts by itself on the same labels: another would come to the same, or a person cancelled this one and
     * wants none. Not if it was cut off, or ran out of time or room.
     */
    boolean hasUsedItsLabels() {
        return phase == Phase.DONE
                || phase == Phase.CANCELLED
                || (phase == Phase.FAILED && outcome != null && !RunFailure.isNamed(outcome.category()));
    }

    /** From the start to the end, or to now. */
    public double seconds(Instant now) {
        return Duration.between(startedAt, endedAt == null ? now : endedAt).toMillis() / 1000.0;
    }

    RunRecord with(Source from) {
        return new RunRecord(
                run, trigger, settings, phase, startedAt, endedAt, from, versions, pid, processBegan, report, outcome);
    }

    RunRecord with(RunProcess process) {
        return new RunRecord(
                run,
                trigger,
                settings,
                Phase.TRAINING,
                startedAt,
                endedAt,
                source,
                versions,
                process.pid(),
                process.began(),
                report,
                outcome);
    }

    RunRecord with(Phase next) {
        return new RunRecord(
                run, trigger, settings, next, startedAt, endedAt, source, versions, pid, processBegan, report, outcome);
    }

    RunRecord with(Tuned.Report made) {
        return new RunRecord(
                run, trigger, settings, phase, startedAt, endedAt, source, versions, pid, processBegan, made, outcome);
    }

    RunRecord with(Outcome decided) {
        return new RunRecord(
                run,
                trigger,
                settings,
                phase,
                startedAt,
                endedAt,
                source,
                versions,
                pid,
                processBegan,
                report,
                decided);
    }

    RunRecord ended(Phase last, Outcome decided, Instant at) {
        return new RunRecord(
                run, trigger, settings, last, startedAt, at, source, versions, pid, processBegan, report, decided);
    }
}
