package io.afterimage.cli.demo;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.feed.ImageSender;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.cli.runs.TrainerClient;
import io.afterimage.cli.stack.ConsoleAddress;
import io.afterimage.cli.stack.DataFolder;
import io.afterimage.cli.stack.Installation;
import io.afterimage.cli.stack.Ports;
import io.afterimage.cli.stack.StackFile;
import io.afterimage.cli.stack.StackProcess;
import io.afterimage.events.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code afterimage demo}: the whole loop in about three minutes, on a stack of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole loop in about three minutes, on a stack of its own that is gone afterwards: simulated roadside"
                    + " cameras, the starter model, and an annotator who answers some of what is marked for review.",
            "Night falls, two unknown signs appear and the accuracy drops; the corrections start a run by themselves, the"
                    + " gate lets its model out, it is swapped in, and the accuracy recovers.",
            "All of it can be watched on the console, which opens in the browser of a desktop; the address is told once it"
                    + " is up."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it recovered, and no label is lost or doubled",
            "1:it did not; after Ctrl-C it is 130",
            "2:wrong call"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int CAMERAS = 60;
    private static final double RATE = 30;
    private static final double ANSWERS = 20;
    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final Duration STOPPING = Duration.ofSeconds(100);
    private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

    /** A day's work in a minute: more is reviewed, and runs start sooner. */
    private static final Map<String, String> SETTINGS = Map.of(
            "AFTERIMAGE_DRAW_SHARE", "0.25",
            "AFTERIMAGE_GATE_PROMOTION", "auto",
            "AFTERIMAGE_LABEL_UNSURE_BELOW", "0.8",
            "AFTERIMAGE_RUN_PRESET", "finetune",
            "AFTERIMAGE_TRIGGER_LABELS", "900",
            "AFTERIMAGE_TRIGGER_PAUSE", "20s");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + Ports.DEFAULT,
            description = "First of four ports in a row (default: ${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A new folder for all of it, which is kept (default: a temporary one).")
    private @Nullable Path data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another one, other scenes (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--no-browser", description = "Open no browser on a desktop; the console's address is told anyway.")
    private boolean noBrowser;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        if (!new Ports(port).valid()) {
            throw new ParameterException(command.commandLine(), "--port: " + port + " begins no row of four ports");
        }
        Telling telling = new Telling(output);
        DemoResult result;
        try (Interruption interruption = Interruption.listen(STOPPING)) {
            try (DemoFolder folder = DemoFolder.of(Optional.ofNullable(data))) {
                result = played(folder, telling, interruption);
            } catch (CommandException e) {
                // Once the interruption is closed the process ends, and says no more.
                if (interruption.requested()) {
                    telling.tell("Interrupted; all of it is stopped");
                }
                throw e;
            }
            telling.tell("All of it is stopped" + (data == null ? "" : "; its data are kept in " + data));
            output.result(result.fields(), result.text());
        }
        return result.well() ? 0 : 1;
    }

    private DemoResult played(DemoFolder folder, Telling telling, Interruption interruption)
            throws InterruptedException {
        Installation.current().requireStarter();
        telling.tell("Starting Kafka, a classifier with the starter model, and a trainer in " + folder.data());
        try (StackProcess stack = StackProcess.start(folder.data(), port, folder.log(), SETTINGS)) {
            StackFile up = await(stack, telling, interruption);
            showConsole(up, folder, telling);
            telling.tell(String.format(
                    Locale.ROOT,
                    "Day: %d simulated cameras send %.0f images a second; an annotator answers up to %.0f a second of"
                            + " what is marked for review",
                    CAMERAS,
                    RATE,
                    ANSWERS));
            return played(up, folder, telling, interruption);
        }
    }

    /** Says where to look, and opens it on a desktop. */
    private void showConsole(StackFile up, DemoFolder folder, Telling telling) {
        ConsoleAddress console = ConsoleAddress.of(trainer(up), new DataFolder(folder.data()));
        telling.tell("Up: open the console at " + console + " to watch all of this ("
                + up.services().stream()
                        .map(service -> service.name() + " " + service.url())
                        .collect(Collectors.joining(", "))
                + ")");
        if (!noBrowser && !output.json()) {
            Browser.open(console.page());
        }
    }

    private DemoResult played(StackFile up, DemoFolder folder, Telling telling, Interruption interruption)
            throws InterruptedException {
        Map<String, Object> client = Map.of("bootstrap.servers", up.bootstrapServers());
        Topics topics = new Topics(up.topicPrefix());
        Scoreboard board = new Scoreboard();
        try (TopicReader labels = TopicReader.of(client, topics.labels()).fromNow();
                FeedbackSender feedback = new FeedbackSender(client, topics.feedback());
                Traffic traffic = new Traffic(
                        new Traffic.Road(CAMERAS, RATE, seed), new ImageSender(client, topics.images()), board)) {
            TrainerClient trainer = new TrainerClient(trainer(up), new DataFolder(folder.data()).httpToken());
            Annotator annotator = new Annotator(feedback::send, ANSWERS, System::nanoTime);
            DemoResult result = new Story(
                            telling,
                            board,
                            traffic,
                            new LabelReading(topics.labels(), labels, board, annotator),
                            new FollowedRuns(() -> trainer.ask("/v1/runs"), System::nanoTime),
                            version -> trainer.ask("/v1/accuracy?version=" + version),
                            interruption)
                    .play();
            feedback.flush();
            return result;
        }
    }

    private StackFile await(StackProcess stack, Telling telling, Interruption interruption) {
        long end = System.nanoTime() + STARTING.toNanos();
        while (!interruption.await(LOOK_NANOS)) {
            Optional<StackFile> ready = stack.ready();
            if (ready.isPresent()) {
                return ready.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new CommandException("The stack is not ready after " + STARTING.toSeconds() + " s."
                        + (data == null ? " With --data DIR its logs are kept." : " See its logs in " + data + "."));
            }
            stack.said().ifPresent(telling::tellNowAndThen);
        }
        throw new CommandException("Interrupted.");
    }

    private static String trainer(StackFile up) {
        return up.services().stream()
                .filter(service -> service.name().equals("trainer"))
                .map(StackFile.Service::url)
                .findFirst()
                .orElseThrow(() -> new CommandException("The stack has no trainer."));
    }
}
