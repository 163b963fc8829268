package io.afterimage.trainer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides when a run starts by itself. Pure. */
final class TriggerPolicy {
    /** Failures in a row after which pauses grow: the same data would fail again and again. */
    static final int BORNE = 3;

    private static final Duration FIRST_GROWN = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 20;

    private final TriggerSettings settings;

    TriggerPolicy(TriggerSettings settings) {
        this.settings = settings;
    }

    /**
     * What there is to decide on.
     *
     * @param unused examples that no run has had
     * @param oldestUnused when the oldest of them was made; null if there are none
     * @param lastEnd when the last run ended; null if there was none
     * @param failures of runs in a row, up to the last
     */
    record State(
            int unused,
            @Nullable Instant oldestUnused,
            @Nullable Instant lastEnd,
            int failures) {}

    /** Until when no run starts by itself because so many have failed; empty if that is not why. */
    Optional<Instant> pausedUntil(State state, Instant now) {
        return Optional.ofNullable(state.lastEnd())
                .filter(end -> state.failures() >= BORNE)
                .map(end -> end.plus(pause(state.failures())))
                .filter(now::isBefore);
    }

    private Duration pause(int failures) {
        if (failures < BORNE) {
            return settings.pause();
        }
        Duration first = max(settings.pause().multipliedBy(2), FIRST_GROWN);
        Duration grown = first.multipliedBy(1L << Math.min(failures - BORNE, MOST_DOUBLINGS));
        return grown.compareTo(LONGEST) < 0 ? grown : max(settings.pause(), LONGEST);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Why a run should start now, in one line; empty if none should. */
    Optional<String> due(State state, Instant now) {
        if (state.lastEnd() != null && now.isBefore(state.lastEnd().plus(pause(state.failures())))) {
            return Optional.empty();
        }
        if (settings.labels() > 0 && state.unused() >= settings.labels()) {
            return Optional.of(state.unused() + " new labels");
        }
        if (!settings.age().isZero()
                && state.oldestUnused() != null
                && !now.isBefore(state.oldestUnused().plus(settings.age()))) {
            return Optional.of("the oldest of " + state.unused() + " new labels is "
                    + hours(Duration.between(state.oldestUnused(), now)) + " old");
        }
        Instant since = state.lastEnd() != null ? state.lastEnd() : state.oldestUnused();
        return settings.interval()
                .filter(interval -> since != null && !now.isBefore(since.plus(interval)))
                .map(interval -> "the schedule, every " + hours(interval));
    }

    private static String hours(Duration duration) {
        return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
