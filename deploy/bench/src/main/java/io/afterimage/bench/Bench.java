package io.afterimage.bench;

import io.afterimage.bench.console.ConsoleCommand;
import io.afterimage.bench.crash.CrashCommand;
import io.afterimage.bench.decode.DecodeCommand;
import io.afterimage.bench.infer.InferCommand;
import io.afterimage.bench.infer.NetworkCommand;
import io.afterimage.bench.jmh.JmhCommand;
import io.afterimage.bench.learn.ActiveCommand;
import io.afterimage.bench.learn.KillCommand;
import io.afterimage.bench.learn.LadderCommand;
import io.afterimage.bench.learn.LoopCommand;
import io.afterimage.bench.learn.NewClassCommand;
import io.afterimage.bench.learn.NoiseCommand;
import io.afterimage.bench.learn.OperatorsCommand;
import io.afterimage.bench.learn.RunsCommand;
import io.afterimage.bench.pipeline.PipelineCommand;
import io.afterimage.bench.soak.SoakCommand;
import io.afterimage.bench.starter.StarterCommand;
import io.afterimage.bench.swap.SwapCommand;
import io.afterimage.bench.upload.UploadCommand;
import io.afterimage.cli.Afterimage;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code afterimage bench}: the command line with one subcommand more. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast images are classified on this machine, and proves that none is lost or doubled; and what"
                    + " learning is worth.",
            "Each bench but upload starts what it needs by itself. Leave the machine alone meanwhile."
        },
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            PipelineCommand.class,
            CrashCommand.class,
            SwapCommand.class,
            SoakCommand.class,
            DecodeCommand.class,
            InferCommand.class,
            NetworkCommand.class,
            UploadCommand.class,
            JmhCommand.class,
            LadderCommand.class,
            LoopCommand.class,
            NewClassCommand.class,
            NoiseCommand.class,
            ActiveCommand.class,
            RunsCommand.class,
            KillCommand.class,
            OperatorsCommand.class,
            ConsoleCommand.class,
            StarterCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        // However it ends: what outlived it would spoil the figures of the next one.
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::endProcesses, "end-processes"));
        System.exit(commandLine().execute(arguments));
    }

    private static void endProcesses() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** As the command's, with bench. */
    public static CommandLine commandLine() {
        return Afterimage.commandLine().addSubcommand("bench", new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
