package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a version's package to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a version's package, an ONNX file, whose SHA-256 is its version.")
final class ExportModel implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "VERSION", description = "Its number, the beginning of its hash, or 'live'.")
    private String version = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        LogAccess log = new LogAccess(cluster);
        ModelVersion found = LogAccess.find(log.history(), version);
        write(log.packageOf(found));
        output.result(ModelView.fields(found), "Wrote version " + found.number() + " to " + file);
        return 0;
    }

    private void write(byte[] bytes) {
        try {
            if (force) {
                replace(bytes);
            } else {
                Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(file + " is there already; --force writes over it.");
        } catch (IOException e) {
            throw new CommandException("Cannot write " + file + ": " + e.getMessage());
        }
    }

    /** At once, so that a file that is loaded elsewhere is never seen half written. */
    private void replace(byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
