package io.afterimage.cli;

import io.afterimage.cli.deadletters.ListDeadLetters;
import io.afterimage.cli.deadletters.Replay;
import io.afterimage.cli.demo.DemoCommand;
import io.afterimage.cli.examples.Examples;
import io.afterimage.cli.feed.Feed;
import io.afterimage.cli.feedback.LabelImage;
import io.afterimage.cli.labels.Watch;
import io.afterimage.cli.models.Models;
import io.afterimage.cli.runs.Accuracy;
import io.afterimage.cli.runs.RunsCommand;
import io.afterimage.cli.runs.Train;
import io.afterimage.cli.stack.DownCommand;
import io.afterimage.cli.stack.StatusCommand;
import io.afterimage.cli.stack.UpCommand;
import io.afterimage.cli.topics.TopicsCommand;
import java.io.PrintWriter;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The command line as a whole: its subcommands, and how a failure becomes one line and an exit code. */
@Command(
        name = "afterimage",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Afterimage.Version.class,
        description =
                "Classifies images as they stream through Kafka, and learns from the corrections that people make.",
        synopsisSubcommandLabel = "COMMAND",
        footer = "'afterimage bench' measures this machine; see 'afterimage bench --help'.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            Feed.class,
            Watch.class,
            ListDeadLetters.class,
            Replay.class,
            Models.class,
            Examples.class,
            LabelImage.class,
            Train.class,
            RunsCommand.class,
            Accuracy.class,
            TopicsCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Afterimage {
    private Afterimage() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line; exit codes are 0, 1 for a failure and 2 for a wrong call. */
    public static CommandLine commandLine() {
        return new CommandLine(new Afterimage())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Afterimage::failed);
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CommandException) {
            err.println("afterimage: " + failure.getMessage());
        } else if (failure instanceof KafkaException) {
            err.println("afterimage: Kafka: " + firstLine(failure));
        } else {
            err.println("afterimage: unexpected: " + failure.getClass().getSimpleName() + ": " + firstLine(failure)
                    + " (AFTERIMAGE_DEBUG=1 shows where)");
        }
        if (System.getenv("AFTERIMAGE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    private static String firstLine(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no message")
                .lines()
                .findFirst()
                .orElse("");
    }

    /** Reads the version that the jar was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "afterimage "
                        + Objects.requireNonNullElse(
                                Afterimage.class.getPackage().getImplementationVersion(), "development")
            };
        }
    }
}
