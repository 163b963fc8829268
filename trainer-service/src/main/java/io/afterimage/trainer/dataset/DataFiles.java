package io.afterimage.trainer.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images of the data set as files, each named by its hash and by nothing that a stranger wrote. Whole or not there.
 */
final class DataFiles {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int FOLDER_DIGITS = 2;

    private final Path root;

    /** @param root is made if it is missing */
    DataFiles(Path root) throws IOException {
        this.root = Files.createDirectories(root.toAbsolutePath().normalize());
    }

    /** Whether the text is a lower-case hex SHA-256. */
    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** The file of an image, whether it is there or not. */
    Path of(String sha256) {
        if (!isHash(sha256)) {
            throw new IllegalArgumentException("Files are named by hashes only");
        }
        return root.resolve(sha256.substring(0, FOLDER_DIGITS)).resolve(sha256);
    }

    /** Writes an image, in place of an earlier one. */
    void write(String sha256, byte[] image) throws IOException {
        Path file = of(sha256);
        Path partial = root.resolve(sha256 + ".partial");
        Files.createDirectories(file.getParent());
        Files.write(partial, image);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether an image is there, and not emptied by a machine that lost its power. */
    boolean has(String sha256) throws IOException {
        Path file = of(sha256);
        return Files.isRegularFile(file) && Files.size(file) > 0;
    }

    byte[] read(String sha256) throws IOException {
        return Files.readAllBytes(of(sha256));
    }

    void delete(String sha256) throws IOException {
        Files.deleteIfExists(of(sha256));
    }

    /** Deletes what is not to be kept, and what a killed process left half written. */
    void keepOnly(Predicate<String> kept) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!kept.test(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
