package io.afterimage.cli.examples;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.dataform.GreyPng;
import io.afterimage.cli.dataform.Manifest;
import io.afterimage.cli.dataform.write.ExportForm;
import io.afterimage.cli.dataform.write.ZipFolder;
import io.afterimage.cli.output.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage examples export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the data set: as a folder for each class with a " + Manifest.NAME
                    + " that says the rest (folder), a"
                    + " table of files (csv), a table of grey pixels (pixels), IDX files (idx) or a TFRecord file"
                    + " (tfrecord).",
            "'examples import' takes each of them. Images over 512 kB are as the data set keeps them: encoded again."
        })
public final class ExportExamples implements Callable<Integer> {
    private static final Duration STOPPING = Duration.ofSeconds(30);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "DIR|FILE.zip", description = "A new or an empty folder, or a new zip.")
    private Path target = Path.of("");

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "folder",
            description = "folder, csv, pixels, idx or tfrecord (default: ${DEFAULT-VALUE}).")
    private ExportForm form = ExportForm.FOLDER;

    @Option(
            names = "--side",
            paramLabel = "N",
            description = "For pixels and idx: scale each image to N x N and make it grey. Without, what is not a grey"
                    + " square of the first one's size is left out.")
    private @Nullable Integer side;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        check();
        ExampleTopic topic = new ExampleTopic(cluster.client(), cluster.topics().examples(), output);
        Export export =
                new Export(topic, form, side == null ? OptionalInt.empty() : OptionalInt.of(side), target, output);
        try (Interruption stop = Interruption.interruptingThisThread(STOPPING)) {
            try {
                write(export);
            } catch (InterruptException | IOException | UncheckedIOException e) {
                if (stop.requested()) {
                    // Once the interruption is closed the process ends, and says no more.
                    output.note("Interrupted: " + target + " is not whole.");
                }
                throw new CommandException("Cannot write to " + target + ": " + e.getMessage());
            }
        }
        return export.report() ? 0 : 1;
    }

    private void write(Export export) throws IOException {
        if (target.toString().endsWith(".zip")) {
            requireAbsent();
            try (ZipFolder zip = new ZipFolder(target)) {
                export.into(zip.folder());
                zip.pack();
            }
        } else {
            requireEmpty();
            export.into(target);
        }
    }

    private void check() {
        if (side != null && (side < 1 || side > GreyPng.LARGEST_SIDE)) {
            throw new ParameterException(
                    command.commandLine(), "--side: 1 to " + GreyPng.LARGEST_SIDE + " pixels are possible");
        }
        if (side != null && form != ExportForm.PIXELS && form != ExportForm.IDX) {
            throw new ParameterException(
                    command.commandLine(), "--side goes with --form pixels or idx; others hold images as they are");
        }
    }

    private void requireAbsent() {
        if (Files.exists(target)) {
            throw new CommandException(target + " is there already. Name a new file.");
        }
    }

    private void requireEmpty() throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(target)) {
            if (files.findAny().isPresent()) {
                throw new CommandException(target + " is not empty. Name a new folder.");
            }
        }
    }
}
