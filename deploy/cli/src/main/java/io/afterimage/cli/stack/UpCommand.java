package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.LabelMapFile;
import io.afterimage.events.Topics;
import io.afterimage.model.device.DeviceChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code afterimage up}: runs the local stack in this process, or detached from it. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the local stack: Kafka, its topics, the classifier and the trainer, and keeps them running.",
            "Where no model is named and none is live yet, it begins with the starter model, which tells traffic signs:"
                    + " 'afterimage feed --simulate' sends some.",
            "It listens on 127.0.0.1 only. Ctrl-C or 'afterimage down' stops it; the data stay."
        })
public final class UpCommand implements Callable<Integer> {
    private static final String DETACH = "--detach";
    private static final String LABEL_MAP = "--label-map";
    private static final Duration STOPPING = Duration.ofSeconds(90);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = LocalStack.DEFAULT_DATA,
            description = "Folder that everything is kept in (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(LocalStack.DEFAULT_DATA);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + Ports.DEFAULT,
            description = "First of the ports: N Kafka, N+1 its controller, N+2 the classifier, N+3 the trainer"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where models run: auto (the first GPU that works, else the CPU), cpu, or cuda:N (default:"
                    + " auto, or what AFTERIMAGE_DEVICE says).")
    private @Nullable String device;

    @Option(
            names = LABEL_MAP,
            paramLabel = "FILE",
            description =
                    "What the labels of a live model from elsewhere mean, so that the gate can compare: a JSON object of"
                            + " label and class.")
    private @Nullable Path labelMap;

    @Option(names = "--no-trainer", description = "Only classify: start no trainer.")
    private boolean noTrainer;

    @Option(
            names = "--no-model",
            description = "Where no model is live yet, start without one, rather than with the starter model.")
    private boolean noModel;

    @Option(names = DETACH, description = "Return once the stack is up, and leave it running.")
    private boolean detach;

    @ArgGroup(exclusive = false)
    private @Nullable ModelOptions model;

    @Mixin
    private ImportSettings importSettings = new ImportSettings();

    @Override
    public Integer call() throws InterruptedException {
        Ports ports = new Ports(port);
        if (!ports.valid()) {
            throw new ParameterException(command.commandLine(), "--port: " + port + " begins no row of four ports");
        }
        if (device != null && !DeviceChoice.isValid(device)) {
            throw new ParameterException(
                    command.commandLine(), "--device: auto, cpu or cuda:N with a number N is wanted");
        }
        if (model != null && noModel) {
            throw new ParameterException(command.commandLine(), "--no-model: a model is named");
        }
        if (model != null) {
            model.requireFiles();
        }
        requireLabelMap();
        Installation installation = Installation.current();
        if (!noTrainer) {
            installation.requireTrainer();
        }
        DataFolder folder = DataFolder.open(data.toAbsolutePath().normalize());
        LocalStack stack = new LocalStack(
                installation,
                folder,
                ports,
                Topics.DEFAULT_PREFIX,
                Optional.ofNullable(device),
                Optional.ofNullable(labelMap).map(Path::toAbsolutePath));
        return detach ? detach(stack) : supervise(stack);
    }

    private void requireLabelMap() {
        if (labelMap != null && noTrainer) {
            throw new ParameterException(
                    command.commandLine(), LABEL_MAP + ": with --no-trainer there is no gate that would read it");
        }
        if (labelMap != null) {
            LabelMapFile.require(labelMap, model == null ? null : model.labels);
        }
    }

    private int detach(LocalStack stack) throws InterruptedException {
        List<String> arguments = command.commandLine().getParseResult().originalArgs().stream()
                .filter(argument -> !argument.startsWith(DETACH))
                .toList();
        return new DetachedStart(stack, arguments, this::say).run();
    }

    private int supervise(LocalStack stack) {
        try (Interruption stop = Interruption.interruptingThisThread(STOPPING);
                StackLock lock = StackLock.take(stack.folder());
                BuildInUse inUse = BuildInUse.mark(stack.installation())) {
            new Supervisor(
                            stack,
                            !noTrainer,
                            source(stack.installation()),
                            Clock.system(ZoneId.systemDefault()),
                            this::say)
                    .run();
            return 0;
        } catch (IOException e) {
            throw new CommandException(
                    "The stack cannot be run from " + stack.installation().home() + ": " + DataFolder.reason(e));
        }
    }

    private Optional<ModelSource> source(Installation installation) {
        if (model != null) {
            return Optional.of(new NamedModel(model.file, model.labels, importSettings, this::say));
        }
        return noModel ? Optional.empty() : Optional.of(starter(installation.starter()));
    }

    private ModelSource starter(Path file) {
        return Files.exists(file)
                ? new StarterModel(file)
                : (client, topics, store) ->
                        say("There is no starter model in " + file + ": where none is live, it begins without a model");
    }

    private void say(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** The model to start with. */
    static final class ModelOptions {
        @Option(
                names = "--model",
                required = true,
                paramLabel = "FILE.onnx",
                description =
                        "Classifier to begin with: imported and made live. Where it was before, what is live stays so, such"
                                + " as a version that learned from it.")
        private Path file = Path.of("");

        @Option(
                names = "--labels",
                paramLabel = "FILE",
                description =
                        "Its classes, one a line, in the order of its outputs, or a JSON list or map. Left out for a package that"
                                + " 'models export' wrote.")
        private @Nullable Path labels;

        void requireFiles() {
            requireFile(file);
            if (labels != null) {
                requireFile(labels);
            }
        }

        private static void requireFile(Path needed) {
            if (!Files.isReadable(needed) || Files.isDirectory(needed)) {
                throw new CommandException("Cannot read the file " + needed);
            }
        }
    }
}
