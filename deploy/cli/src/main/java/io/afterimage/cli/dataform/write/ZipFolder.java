package io.afterimage.cli.dataform.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder that becomes a zip: written beside it first, as some forms begin with what is known last. Nobody sees half a zip. */
public final class ZipFolder implements AutoCloseable {
    private final Path zip;
    private final Path work;

    /**
     * Makes the folder.
     *
     * @param zip does not exist
     */
    public ZipFolder(Path zip) throws IOException {
        this.zip = zip;
        this.work = Files.createTempDirectory(zip.toAbsolutePath().getParent(), ".afterimage-export-");
        Files.createDirectory(folder());
    }

    /** Where to write. */
    public Path folder() {
        return work.resolve("folder");
    }

    /** Makes the zip of what is in the folder now. */
    public void pack() throws IOException {
        Path part = work.resolve("zip");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part));
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(folder())) {
            for (Path next : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(folder().relativize(next)
                        .toString()
                        .replace(next.getFileSystem().getSeparator(), "/")));
                Files.copy(next, out);
                out.closeEntry();
            }
        }
        Files.move(part, zip);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).forEach(ZipFolder::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
