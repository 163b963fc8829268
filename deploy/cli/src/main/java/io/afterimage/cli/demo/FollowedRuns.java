package io.afterimage.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.cli.runs.RunLines;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trainer's runs, one after the other, asked for once a second. For one thread. */
final class FollowedRuns {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Optional<JsonNode>> trainer;
    private final LongSupplier clock;
    private long asked;
    private String followed = "";
    private @Nullable JsonNode latest;

    /**
     * @param trainer answers with its runs, newest first; empty while it does not answer
     * @param clock in nanoseconds
     */
    FollowedRuns(Supplier<Optional<JsonNode>> trainer, LongSupplier clock) {
        this.trainer = trainer;
        this.clock = clock;
        this.asked = clock.getAsLong() - LOOK_NANOS;
    }

    /** Whether a run has begun since the one that is followed, if any; from then on this one is. */
    boolean another() {
        look();
        boolean another = !text("run").isEmpty() && !text("run").equals(followed);
        followed = text("run");
        return another;
    }

    /** Whether the run that is followed has ended. */
    boolean ended() {
        look();
        return latest != null && latest.path("verdict").isTextual();
    }

    /** Whether its model was let out. */
    boolean promoted() {
        return text("verdict").equals("promoted");
    }

    /** What became of it, for people. */
    String verdict() {
        String verdict = text("verdict");
        return (verdict.equals("failed") ? "The run failed: " : "The gate says " + verdict + ": ") + text("reason");
    }

    /** How far it is. */
    String progress() {
        return latest == null ? "" : RunLines.progress(latest);
    }

    /** What is said of it under a key; empty for nothing. */
    String text(String key) {
        return latest == null ? "" : latest.path(key).asText();
    }

    private void look() {
        if (clock.getAsLong() - asked >= LOOK_NANOS) {
            asked = clock.getAsLong();
            trainer.get().map(runs -> runs.path("runs").get(0)).ifPresent(run -> latest = run);
        }
    }
}
