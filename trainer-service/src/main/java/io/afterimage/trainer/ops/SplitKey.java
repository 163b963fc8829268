package io.afterimage.trainer.ops;

import io.afterimage.trainer.example.Sides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret of the split. */
final class SplitKey {
    private static final int SHORTEST = 16;
    /** So that a trainer without a secret still splits as the one before it did. */
    private static final byte[] NO_SECRET = "afterimage".getBytes(StandardCharsets.US_ASCII);

    private SplitKey() {}

    /**
     * The split by this secret.
     *
     * @throws IllegalArgumentException if it is too short to be one
     */
    static Sides sides(TrainerConfig.Split split) {
        return new Sides(split.keyFile().map(SplitKey::read).orElse(NO_SECRET));
    }

    private static byte[] read(Path file) {
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length < SHORTEST) {
                throw new IllegalArgumentException(
                        "afterimage.split.key-file " + file + ": at least " + SHORTEST + " bytes are needed");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read afterimage.split.key-file " + file, e);
        }
    }
}
