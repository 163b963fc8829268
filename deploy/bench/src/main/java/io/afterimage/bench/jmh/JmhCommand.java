package io.afterimage.bench.jmh;

import io.afterimage.bench.rig.Programs;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.CommandException;
import io.afterimage.model.process.LimitedJava;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the JMH benchmarks of single parts. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description =
                "Runs the JMH benchmarks of the decoder and the runners, with the bytes allocated for each image; what comes"
                        + " after -- goes to JMH, such as a part of a benchmark's name, or -p runners=1.")
public final class JmhCommand implements Callable<Integer> {
    /** One process, two seconds to warm up, three to measure. */
    private static final List<String> SHORT = List.of("-f", "1", "-wi", "2", "-w", "1", "-i", "3", "-r", "1");

    @Option(names = "--short", description = "Seconds for each benchmark instead of minutes, for a first look.")
    private boolean brief;

    @Parameters(paramLabel = "ARGUMENT", description = "For JMH.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        List<String> java = new ArrayList<>(List.of("-cp", Programs.installed().classPath(), Main.class.getName()));
        java.addAll(List.of("-prof", "gc"));
        java.addAll(brief ? SHORT : List.of());
        java.addAll(arguments);
        try {
            ProcessBuilder jmh = new ProcessBuilder(JavaCommand.of(java)).inheritIO();
            jmh.environment().putAll(LimitedJava.NATIVE);
            return jmh.start().waitFor();
        } catch (IOException e) {
            throw new CommandException("JMH could not be started: " + e.getMessage());
        }
    }
}
