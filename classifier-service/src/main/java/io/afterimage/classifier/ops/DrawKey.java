package io.afterimage.classifier.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** The secret of the random draw: from a file that instances share, else made for this process. */
final class DrawKey {
    private static final int BYTES = 32;

    private DrawKey() {}

    static byte[] of(ClassifierConfig.Draw config) {
        Optional<Path> file = config.keyFile();
        if (file.isEmpty()) {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            return key;
        }
        try {
            return Files.readAllBytes(file.get());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read afterimage.draw.key-file " + file.get(), e);
        }
    }
}
