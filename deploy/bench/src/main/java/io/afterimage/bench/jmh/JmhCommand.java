package io.afterimage.bench.jmh;

import io.afterimage.bench.rig.Programs;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the JMH benchmarks of single parts. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description =
                "Runs the JMH benchmarks of the decoder and the runners; arguments after -- go to JMH, such as -- -f 1"
                        + " -prof gc.")
public final class JmhCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ARGUMENT", description = "For JMH.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        List<String> java = new ArrayList<>(List.of("-cp", Programs.installed().classPath(), Main.class.getName()));
        java.addAll(arguments);
        try {
            return new ProcessBuilder(JavaCommand.of(java)).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CommandException("JMH could not be started: " + e.getMessage());
        }
    }
}
