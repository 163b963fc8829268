package io.afterimage.cli.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.output.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs of the trainer. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists, shows and cancels runs of the trainer.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunsCommand.ListRuns.class, RunsCommand.ShowRun.class, RunsCommand.CancelRun.class})
public final class RunsCommand {
    private static String path(String run) {
        return "/v1/runs/" + URLEncoder.encode(run, StandardCharsets.UTF_8);
    }

    /** Prints the latest runs. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "The latest runs, newest first.")
    static final class ListRuns implements Callable<Integer> {
        @Mixin
        private Output output = new Output();

        @Mixin
        private TrainerAddress trainer = new TrainerAddress();

        @Override
        public Integer call() {
            for (JsonNode run : trainer.client().get("/v1/runs").path("runs")) {
                output.result(RunLines.listed(run), RunLines.text(run));
            }
            return 0;
        }
    }

    /** Prints all that is kept of a run. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "All that is kept of a run, as JSON: its data, settings, versions and curves.")
    static final class ShowRun implements Callable<Integer> {
        @Parameters(paramLabel = "RUN", description = "Its id.")
        private String run = "";

        @Mixin
        private Output output = new Output();

        @Mixin
        private TrainerAddress trainer = new TrainerAddress();

        @Override
        public Integer call() {
            JsonNode whole = trainer.client().get(path(run));
            Map<String, Object> fields = new ObjectMapper().convertValue(whole, new TypeReference<>() {});
            output.result(
                    fields,
                    RunLines.text(whole)
                            + System.lineSeparator()
                            + whole.path("record").toPrettyString());
            return 0;
        }
    }

    /** Cancels a run. */
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels the run in progress.")
    static final class CancelRun implements Callable<Integer> {
        @Parameters(paramLabel = "RUN", description = "Its id.")
        private String run = "";

        @Mixin
        private Output output = new Output();

        @Mixin
        private TrainerAddress trainer = new TrainerAddress();

        @Override
        public Integer call() {
            JsonNode cancelled = trainer.client().post(path(run) + "/cancel", Map.of());
            output.result(RunLines.listed(cancelled), RunLines.text(cancelled));
            return 0;
        }
    }
}
