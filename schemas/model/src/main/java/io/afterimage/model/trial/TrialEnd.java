package io.afterimage.model.trial;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.util.List;

/**
 * How a child ended that gave no verdict.
 *
 * @param timedOut whether it was killed since its time was up
 * @param exitCode of the process; above 128 where a signal ended it
 * @param output the end of what it wrote
 */
record TrialEnd(boolean timedOut, int exitCode, String output) {
    static final String NO_MEMORY =
            "the trial run needed more memory than it may take; use a smaller model or input size";

    /** What Java and C++ say when the limit is reached. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "OutOfMemoryError", "insufficient memory", "Native memory allocation", "bad_alloc", "out of memory");

    private static final int KILLED = 128 + 9;

    /** As a refusal of the model. */
    ModelRejectedException refusal(TrialLimits limits) {
        if (timedOut) {
            return new ModelRejectedException(
                    Reason.TRIAL_TIMEOUT,
                    "the trial run took over " + limits.time().toMillis() / 1000.0
                            + " s; use a smaller model or a faster machine");
        }
        // Nobody here killed it, so the system did, which it does where memory is short.
        if (exitCode == KILLED || OUT_OF_MEMORY.stream().anyMatch(output::contains)) {
            return new ModelRejectedException(Reason.TRIAL_MEMORY, NO_MEMORY);
        }
        return new ModelRejectedException(
                Reason.TRIAL_CRASHED,
                "the trial run crashed (exit code " + exitCode + ": " + cause() + "); export the model anew, with other"
                        + " options or a newer exporter");
    }

    /** The line that says most. */
    String cause() {
        List<String> lines = output.lines()
                .map(line -> line.replaceFirst("^#", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("SIG") || line.startsWith("Exception in thread"))
                .findFirst()
                .orElse(lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1));
    }
}
