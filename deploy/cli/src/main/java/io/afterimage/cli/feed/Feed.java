package io.afterimage.cli.feed;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.cli.feedback.Person;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.events.ClassNames;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Topics;
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

/** Sends image files. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = {
            "Sends images: files, folders with all that is below them, and quoted globs such as 'photos/**/*.jpg'.",
            "Of a folder it takes what looks like an image by its extension or its first bytes, and says what it leaves"
                    + " out; a named file, and what a glob matches, is always sent. Files over 64 MiB are refused."
        })
public final class Feed implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders or quoted globs.")
    private List<String> paths = List.of();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "feed",
            description = "Where the images come from, as labels name it (default: ${DEFAULT-VALUE}).")
    private String source = "feed";

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images a second, evenly spaced (default: as fast as the brokers take them).")
    private @Nullable Double rate;

    @Option(
            names = "--loop",
            description = "Send the images over and over, as a camera would: captured now, all under one key, so in"
                    + " order, until Ctrl-C.")
    private boolean loop;

    @Option(names = "--wait", description = "Wait until each image has its label or its dead letter.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "120",
            description = "With --wait: fail after S seconds in which nothing arrived (default: ${DEFAULT-VALUE}).")
    private int timeout = 120;

    @Option(
            names = "--label-from-folder",
            description = "Say of each image that it shows what its folder is called, so that models can learn it.")
    private boolean labelFromFolder;

    @Mixin
    private Person person = new Person();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        check();
        FileSelection selection = select();
        List<Path> files = labelFromFolder ? inNamedFolders(selection.files()) : selection.files();
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.images(), topics.labels(), topics.deadLetters());
        Garbage garbage = new Garbage(output);
        try (Interruption interruption = Interruption.listen();
                Arrivals arrivals = wait ? new Arrivals(client, topics, garbage) : null;
                FolderLabels labels = labelFromFolder ? folderLabels(client, topics) : null;
                ImageSender sender = new ImageSender(client, topics.images())) {
            boolean answered = send(files, sender, arrivals, labels, interruption);
            return answered
                            && selection.problems().isEmpty()
                            && files.size() == selection.files().size()
                    ? 0
                    : 1;
        } finally {
            garbage.summarise();
        }
    }

    /** Whether each file was sent and, where that was asked, answered. */
    private boolean send(
            List<Path> files,
            ImageSender sender,
            @Nullable Arrivals arrivals,
            @Nullable FolderLabels labels,
            Interruption interruption) {
        FeedReport report = new FeedReport(output);
        Outcomes outcomes = new Outcomes();
        long begun = System.nanoTime();
        FeedRun run = new FeedRun(
                output,
                interruption,
                new FileEvents(source, loop, cluster::store),
                arrivals == null ? event -> {} : event -> outcomes.sent(event.getId()),
                Optional.ofNullable(rate).map(images -> new Pace(images, begun)),
                Optional.ofNullable(labels));
        FeedRun.Result result = run.send(sender, files, loop);
        report.sent(result, System.nanoTime() - begun, interruption.requested());
        boolean sent = result.failed() == 0 && result.refused() == 0;
        if (arrivals == null || result.failed() > 0) {
            return sent;
        }
        Duration patience = Duration.ofSeconds(timeout);
        boolean answered = arrivals.await(outcomes, patience, interruption, output);
        report.answered(outcomes, System.nanoTime() - begun);
        if (!answered) {
            report.missing(outcomes, patience, interruption.requested());
        }
        return sent && answered;
    }

    private void check() {
        if (rate != null && !(rate > 0 && rate <= 1_000_000)) {
            throw new ParameterException(command.commandLine(), "--rate: a number above 0 is needed");
        }
        if (timeout < 1) {
            throw new ParameterException(command.commandLine(), "--timeout: at least 1 second is needed");
        }
        if (loop && wait) {
            throw new ParameterException(command.commandLine(), "--loop never ends, so --wait cannot go with it");
        }
        if (loop && labelFromFolder) {
            throw new ParameterException(
                    command.commandLine(), "--loop sends images again and again; say once what they show");
        }
        if (!ImageEvents.isSource(source)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--source: 1 to " + ImageEvents.LONGEST_SOURCE + " characters, and no control characters");
        }
    }

    private FolderLabels folderLabels(Map<String, Object> client, Topics topics) {
        ExistingTopics.require(client, topics.feedback());
        String uuid = ExistingTopics.ask(client, admin -> admin.uuid(topics.images()))
                .orElseThrow(() -> new CommandException("The images topic is gone."));
        return new FolderLabels(
                new FeedbackSender(client, topics.feedback()),
                person.name(),
                topics.images().name(),
                uuid);
    }

    private List<Path> inNamedFolders(List<Path> files) {
        List<Path> named =
                files.stream().filter(file -> FolderLabels.of(file).isPresent()).toList();
        if (named.size() < files.size()) {
            output.note("Not sent: " + (files.size() - named.size())
                    + " in folders whose names no class may have: 1 to " + ClassNames.LONGEST
                    + " characters, and no invisible ones.");
        }
        return named;
    }

    private FileSelection select() {
        FileSelection selection = FileSelection.of(paths);
        selection.problems().forEach(problem -> output.note("Not sent: " + Printable.clean(problem)));
        List<Path> skipped = selection.skipped();
        if (!skipped.isEmpty()) {
            output.note("Left out " + skipped.size() + " that are hidden or do not look like images, such as "
                    + Printable.clean(skipped.get(0).toString()) + ". Name a file to send it all the same.");
        }
        if (selection.files().isEmpty()) {
            throw new CommandException("No images found in " + Printable.clean(String.join(", ", paths)) + ".");
        }
        return selection;
    }
}
