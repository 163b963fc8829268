package io.afterimage.model.trial;

import io.afterimage.model.process.ProcessFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What parent and child of a trial exchange, and all that the child may leave behind: also the native libraries that it
 * unpacks, as it is its temporary folder. Only its owner may look into it.
 */
record TrialFolder(Path path) implements AutoCloseable {

    /** A new one in a folder that exists. */
    static TrialFolder createIn(Path folder) throws IOException {
        return new TrialFolder(Files.createTempDirectory(folder, "afterimage-trial"));
    }

    /** The file on trial. */
    Path model() {
        return path.resolve("model.onnx");
    }

    /** How to import it; missing where it is a package. */
    Path order() {
        return path.resolve("order");
    }

    /** There once the child is ready to begin: what goes wrong before is not the model's fault. */
    Path begun() {
        return path.resolve("begun");
    }

    /** What came out, as {@link Verdict} writes it. */
    Path verdict() {
        return path.resolve("verdict");
    }

    /** The package that an import made. */
    Path made() {
        return path.resolve("package.onnx");
    }

    /** The bytes of one of these files, which a child may have written: at most {@code limit}. */
    static byte[] read(Path file, long limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE));
            if (bytes.length > limit) {
                throw new IOException(file.getFileName() + " has more than " + limit + " bytes");
            }
            return bytes;
        }
    }

    /** Deletes all of it; what is gone already is no failure. */
    @Override
    public void close() throws IOException {
        ProcessFolder.delete(path);
    }
}
