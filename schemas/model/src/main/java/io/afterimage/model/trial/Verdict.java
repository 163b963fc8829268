package io.afterimage.model.trial;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * What a trial came to, as one line: {@code ACCEPTED}, or the reason of the refusal, a blank, and its message.
 *
 * @param refusal null if the model is accepted
 */
record Verdict(@Nullable ModelRejectedException refusal) {
    private static final String ACCEPTED = "ACCEPTED";
    private static final int LONGEST = 4096;

    /** Whole or not at all, whatever kills the writer. */
    void write(Path file) throws IOException {
        String line = refusal == null ? ACCEPTED : refusal.reason() + " " + refusal.getMessage();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, line, StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what a child wrote, which may have been anything.
     *
     * @throws IOException if it is no verdict
     */
    static Verdict read(Path file) throws IOException {
        String line = new String(TrialFolder.read(file, LONGEST), StandardCharsets.UTF_8);
        if (line.equals(ACCEPTED)) {
            return new Verdict(null);
        }
        String[] parts = line.split(" ", 2);
        try {
            return new Verdict(new ModelRejectedException(Reason.valueOf(parts[0]), parts[parts.length - 1]));
        } catch (IllegalArgumentException e) {
            throw new IOException("the trial's verdict is none: " + parts[0], e);
        }
    }
}
