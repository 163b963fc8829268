package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder with a folder of images for each class. Each image counts as a group of its own; the same bytes count once. */
final class ClassFolders implements Exam {
    private static final long LARGEST_IMAGE = 64L << 20;

    private final Path root;

    ClassFolders(Path root) {
        this.root = root;
    }

    @Override
    public void each(Candidate candidate) {
        Set<String> seen = new HashSet<>();
        for (Path folder : visible(root)) {
            if (Files.isDirectory(folder)) {
                for (Path file : visible(folder)) {
                    hand(folder.getFileName().toString(), file, seen, candidate);
                }
            }
        }
    }

    private static void hand(String trueClass, Path file, Set<String> seen, Candidate candidate) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_IMAGE) {
                byte[] image = Files.readAllBytes(file);
                String sha256 = Sha256.hex(image);
                if (seen.add(sha256)) {
                    candidate.take(sha256, sha256, trueClass, image);
                }
            }
        } catch (IOException e) {
            throw new CommandException("Cannot read " + file + ": " + e.getMessage());
        }
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandException("Cannot list " + folder + ": it must be a folder with a folder for each class");
        }
    }
}
