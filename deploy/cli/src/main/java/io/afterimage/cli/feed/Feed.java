package io.afterimage.cli.feed;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.cli.feedback.Person;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends images. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = {
            "Sends images: files, folders with all that is below them, and quoted globs such as 'photos/**/*.jpg'; or"
                    + " what simulated cameras see.",
            "Of a folder it takes what looks like an image by its extension or its first bytes, and says what it leaves"
                    + " out; a named file, and what a glob matches, is always sent. Files over 64 MiB are refused."
        })
public final class Feed implements Callable<Integer> {
    private static final String FILES = "feed";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files, folders or quoted globs.")
    private List<String> paths = List.of();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Where the images come from, as labels name it (default: " + FILES + "; with --simulate "
                    + Simulation.SOURCE + ", to which each camera adds its number).")
    private @Nullable String source;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images a second, evenly spaced (default: as fast as the brokers take them; 20 with"
                    + " --simulate).")
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

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable Simulation simulation;

    @Mixin
    private Person person = new Person();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        check();
        Optional<CameraPictures.Plan> plan = Optional.ofNullable(simulation).map(options -> options.plan(command));
        FeedFiles files =
                plan.isPresent() ? new FeedFiles(List.of(), true) : FeedFiles.in(paths, labelFromFolder, output);
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.images(), topics.labels(), topics.deadLetters());
        Garbage garbage = new Garbage(output);
        try (Interruption interruption = Interruption.listen();
                Arrivals arrivals = wait ? new Arrivals(client, topics, garbage) : null;
                FolderLabels labels = labelFromFolder ? folderLabels(client, topics) : null;
                ImageSender sender = new ImageSender(client, topics.images());
                Pictures pictures = plan.isPresent()
                        ? new CameraPictures(new CameraEvents(source()), plan.get())
                        : new FilePictures(files.files(), new FileEvents(source(), loop, cluster::store), loop)) {
            boolean answered = send(pictures, sender, arrivals, labels, interruption);
            return answered && files.whole() ? 0 : 1;
        } finally {
            garbage.summarise();
        }
    }

    /** Whether each image was sent and, where that was asked, answered. */
    private boolean send(
            Pictures pictures,
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
                arrivals == null ? event -> {} : event -> outcomes.sent(event.getId()),
                rate().map(images -> new Pace(images, begun)),
                Optional.ofNullable(labels));
        FeedRun.Result result = run.send(sender, pictures);
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

    private String source() {
        return source != null ? source : simulation != null ? Simulation.SOURCE : FILES;
    }

    private Optional<Double> rate() {
        return Optional.ofNullable(rate == null && simulation != null ? Double.valueOf(Simulation.RATE) : rate);
    }

    private void check() {
        require(
                paths.isEmpty() != (simulation == null),
                "Either PATH or --simulate is needed: files, or what simulated cameras see");
        require(rate == null || (rate > 0 && rate <= 1_000_000), "--rate: a number above 0 is needed");
        require(timeout >= 1, "--timeout: at least 1 second is needed");
        require(!loop || simulation == null, "--loop is of files; --simulate goes on by itself");
        require(!loop || !wait, "--loop never ends, so --wait cannot go with it");
        require(
                !wait || simulation == null || simulation.ends(),
                "--simulate never ends without --count, so --wait cannot go with it");
        require(!loop || !labelFromFolder, "--loop sends images again and again; say once what they show");
        require(
                ImageEvents.isSource(simulation == null ? source() : CameraEvents.longestName(source())),
                "--source: 1 to " + ImageEvents.LONGEST_SOURCE + " characters, and no control characters");
    }

    private void require(boolean so, String otherwise) {
        if (!so) {
            throw new ParameterException(command.commandLine(), otherwise);
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
}
