package io.afterimage.trainer.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Tuned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a child says, a JSON line each: how far it is, and at last the report or the failure.
 *
 * @param etaSeconds until the stage is over; negative where unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunLine(
        @Nullable Progress progress,
        double etaSeconds,
        Tuned.@Nullable Report report,
        @Nullable String category,
        @Nullable String failure) {
    static RunLine of(Progress progress, double etaSeconds) {
        return new RunLine(progress, etaSeconds, null, null, null);
    }

    static RunLine of(Tuned.Report report) {
        return new RunLine(null, 0, report, null, null);
    }

    static RunLine failed(String category, String message) {
        return new RunLine(null, 0, null, category, message);
    }

    /** Empty for whatever else libraries print. */
    static Optional<RunLine> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(line, RunLine.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
