package io.afterimage.cli.dataform;

import static java.nio.file.FileVisitOption.FOLLOW_LINKS;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A folder. Links are followed: data sets are often made of them. */
final class FolderTree implements Tree {
    /** Links that lead to several links each would else make a tree without end. */
    private static final int DEEPEST = 16;

    private final Path root;

    FolderTree(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    @Override
    public List<TreeFile> files(Notes notes) throws IOException {
        List<TreeFile> files = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (TreePath.hidden(path)) {
                    notes.leftOut(file.toString(), "it is hidden");
                } else if (attributes.isRegularFile()) {
                    files.add(new TreeFile(FolderTree.this, path));
                } else {
                    notes.leftOut(file.toString(), "it is no file, or more than " + DEEPEST + " folders deep");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                if (!(e instanceof FileSystemLoopException)) {
                    notes.fault(new Fault(file.toString(), Fault.Reason.FILE_UNREADABLE, "it cannot be read"));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(TreeFile::path));
        return files;
    }

    @Override
    public Optional<TreeFile> find(String path) {
        try {
            return Files.isRegularFile(root.resolve(path)) ? Optional.of(new TreeFile(this, path)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(root.resolve(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(root.resolve(path));
    }

    @Override
    public String where(String path) {
        return root.resolve(path).toString();
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
