package io.afterimage.cli.examples;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.dataform.ColumnNames;
import io.afterimage.cli.dataform.DataSet;
import io.afterimage.cli.dataform.Manifest;
import io.afterimage.cli.dataform.Relabelling;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.cli.feedback.Person;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.output.Progress;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage examples import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes images with their classes into the data set, in the forms that people have them in:",
            "- a folder with a folder for each class, unless a " + Manifest.NAME + " in it says otherwise;",
            "- a table (CSV, TSV) with a file and its class a line, or with a class and the grey pixels of a square image"
                    + " a line;",
            "- IDX files of images, with their labels beside them; TFRecord files with image/encoded and"
                    + " image/class/label or image/class/text;",
            "- a zip or a folder of any of these. gzip is taken off. The bytes tell the form, not the name.",
            "The images go to the store, and what they show is said as a person's feedback, of which the trainer makes"
                    + " examples. What was imported before is left out, so an import that was cut short is called again."
        })
public final class ImportExamples implements Callable<Integer> {
    private static final String IMPORT = "import";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders, zips and files.")
    private List<Path> paths = List.of();

    @Option(
            names = "--label-map",
            paramLabel = "MAP",
            description =
                    "What the classes are called in another question: hot_dog=yes,*=no. * stands for all others, a"
                            + " class to which nothing is given is left out. Or a JSON file: {\"hot_dog\": \"yes\"}.")
    private @Nullable String labelMap;

    @Option(names = "--file-column", paramLabel = "NAME", description = "Column of a table that names the file.")
    private @Nullable String fileColumn;

    @Option(names = "--label-column", paramLabel = "NAME", description = "Column of a table that names the class.")
    private @Nullable String labelColumn;

    @Option(names = "--wait", description = "Wait until the trainer has made examples of them.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "120",
            description = "With --wait: fail after S seconds without any progress (default: ${DEFAULT-VALUE}).")
    private int timeout = 120;

    @Mixin
    private Person person = new Person();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new ParameterException(command.commandLine(), "--timeout: at least 1 second is needed");
        }
        Relabelling map = labelMap == null ? Relabelling.none() : Relabelling.parse(labelMap);
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.feedback());
        long begun = System.nanoTime();
        ImportTable table = new ImportTable();
        boolean interrupted;
        try (Interruption interruption = Interruption.listen()) {
            try {
                take(map, client, topics, table, interruption);
            } catch (CommandException e) {
                report(table, map, true, begun);
                throw e;
            }
            interrupted = interruption.requested();
            report(table, map, interrupted, begun);
        }
        if (wait
                && !interrupted
                && !new FeedbackProgress(client, topics.feedback()).await(Duration.ofSeconds(timeout))) {
            throw new CommandException("The trainer has processed nothing for " + timeout
                    + " s. Is it up? See 'afterimage status'. What was imported is not lost.");
        }
        return table.whole() && !interrupted && map.unmet().isEmpty() ? 0 : 1;
    }

    private void take(
            Relabelling map, Map<String, Object> client, Topics topics, ImportTable table, Interruption interruption) {
        ColumnNames columns = ColumnNames.of(Optional.ofNullable(fileColumn), Optional.ofNullable(labelColumn));
        String name = person.name(IMPORT);
        try (DataSet data = DataSet.open(paths, columns, table);
                FeedbackSender sender = new FeedbackSender(client, topics.feedback());
                Progress progress = new Progress(output, "Imported", data.size());
                ExampleImport images = new ExampleImport(
                        SaidBefore.by(name, client, topics.feedback()), cluster.store(), sender, name)) {
            data.each(map, new ImportTaker(images, table, progress, interruption));
            sender.flush();
        } catch (IOException e) {
            throw new CommandException("Cannot close what was imported: " + e.getMessage());
        }
    }

    /** @param cut whether not all was looked at */
    private void report(ImportTable table, Relabelling map, boolean cut, long begun) {
        table.problems().forEach(problem -> output.note(Printable.clean(problem)));
        if (!cut) {
            map.unmet()
                    .forEach(label -> output.note(
                            Printable.clean("--label-map: no image shows '" + label + "'. Is it called so?")));
            table.tooFew().ifPresent(classes -> output.note(Printable.clean(classes)));
        }
        if (!cut && table.images() == 0 && table.refused() == 0) {
            throw new CommandException(
                    "No images found in " + paths.get(0) + (paths.size() > 1 ? " and the others" : "")
                            + ". See 'afterimage examples import --help' for what is taken.");
        }
        output.result(table.fields((System.nanoTime() - begun) / 1e9), table.text());
    }
}
