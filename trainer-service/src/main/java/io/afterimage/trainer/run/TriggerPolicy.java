package io.afterimage.trainer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides when a run starts by itself. Pure. */
final class TriggerPolicy {
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
     */
    record State(
            int unused,
            @Nullable Instant oldestUnused,
            @Nullable Instant lastEnd) {}

    /** Why a run should start now, in one line; empty if none should. */
    Optional<String> due(State state, Instant now) {
        if (state.lastEnd() != null && now.isBefore(state.lastEnd().plus(settings.pause()))) {
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
