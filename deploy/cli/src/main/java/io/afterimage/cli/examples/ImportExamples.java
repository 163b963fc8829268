package io.afterimage.cli.examples;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.cli.feedback.Person;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.output.Progress;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Takes the images of a folder into the data set: each folder in it is a class, unless a " + Manifest.NAME
                    + " says otherwise.",
            "The images go to the store, and what they show is said as a person's feedback, of which the trainer makes"
                    + " examples. What was imported before is left out, so an import that was cut short is called again."
        })
public final class ImportExamples implements Callable<Integer> {
    private static final String IMPORT = "import";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Holds a folder for each class.")
    private Path folder = Path.of("");

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
        if (!Files.isDirectory(folder)) {
            throw new CommandException(folder + " is no folder.");
        }
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.feedback());
        String name = person.name(IMPORT);
        long begun = System.nanoTime();
        List<LabelledFile> files = LabelledFile.in(
                folder, Manifest.read(folder), problem -> output.note("Left out: " + Printable.clean(problem)));
        if (files.isEmpty()) {
            throw new CommandException("No images found in folders below " + folder + ".");
        }
        ImportTable table = new ImportTable();
        try (Interruption interruption = Interruption.listen();
                FeedbackSender sender = new FeedbackSender(client, topics.feedback());
                ExampleImport images = new ExampleImport(
                        SaidBefore.by(name, client, topics.feedback()), cluster.store(), sender, name);
                Progress progress = new Progress(output, "Imported", files.size())) {
            for (LabelledFile file : files) {
                if (interruption.requested()) {
                    break;
                }
                images.take(file, table);
                progress.show(table.seen());
            }
            sender.flush();
        }
        boolean processed = !wait || new FeedbackProgress(client, topics.feedback()).await(Duration.ofSeconds(timeout));
        table.problems().forEach(problem -> output.note(Printable.clean(problem)));
        output.result(table.fields((System.nanoTime() - begun) / 1e9), table.text());
        if (!processed) {
            throw new CommandException("The trainer has processed nothing for " + timeout
                    + " s. Is it up? See 'afterimage status'. What was imported is not lost.");
        }
        return table.whole() && table.seen() == files.size() ? 0 : 1;
    }
}
