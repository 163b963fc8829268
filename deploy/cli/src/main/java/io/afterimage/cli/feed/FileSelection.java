package io.afterimage.cli.feed;

import static java.nio.file.FileVisitOption.FOLLOW_LINKS;

import io.afterimage.cli.dataform.ImageTypes;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which files a call's paths mean. A named file and what a glob matches are taken as they are, as if a shell had
 * written them out; of a folder only what looks like an image and is not hidden. Nothing is left out unsaid.
 */
public final class FileSelection {
    private final List<Path> files = new ArrayList<>();
    private final List<Path> skipped = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private FileSelection() {}

    /** Resolves the paths in their order; each folder's and each glob's files are sorted. */
    public static FileSelection of(List<String> paths) {
        FileSelection selection = new FileSelection();
        paths.forEach(selection::add);
        return selection;
    }

    /** The files to send, in order. */
    public List<Path> files() {
        return files;
    }

    /** Files in folders that do not look like images, or are hidden. */
    public List<Path> skipped() {
        return skipped;
    }

    /** One line for each path that leads nowhere. */
    public List<String> problems() {
        return problems;
    }

    private void add(String text) {
        try {
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                walk(path, file -> true, this::takeOfFolder);
                return;
            }
            if (Files.exists(path)) {
                files.add(path);
                return;
            }
        } catch (InvalidPathException e) {
            // What is no path may still be a glob.
        }
        if (Glob.isOne(text)) {
            glob(text);
        } else {
            problems.add(text + ": no such file or folder");
        }
    }

    private void glob(String text) {
        int before = files.size();
        try {
            Glob glob = Glob.of(text);
            if (Files.isDirectory(glob.base())) {
                walk(glob.base(), glob::matches, files::add);
            }
        } catch (IllegalArgumentException e) {
            problems.add(text + ": not a pattern: " + e.getMessage());
            return;
        }
        if (files.size() == before) {
            problems.add(text + ": matches no file");
        }
    }

    private void takeOfFolder(Path file) {
        try {
            (!hidden(file) && ImageTypes.looksLikeImage(file) ? files : skipped).add(file);
        } catch (IOException e) {
            problems.add(file + ": cannot be read");
        }
    }

    private static boolean hidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }

    private void walk(Path folder, Predicate<Path> wanted, Consumer<Path> taker) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, EnumSet.of(FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (!(e instanceof FileSystemLoopException)) {
                        problems.add(file + ": cannot be read");
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add(folder + ": cannot be read: " + e.getMessage());
        }
        found.stream().sorted().forEach(taker);
    }
}
