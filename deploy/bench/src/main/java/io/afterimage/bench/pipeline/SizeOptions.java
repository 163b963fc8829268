package io.afterimage.bench.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much a bench of the pipeline measures. */
final class SizeOptions {
    private static final int SHORT_RUN = 1000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private int count = 10_000;
    private int warmUp = 3000;
    private int runs = 7;
    private @Nullable Integer naive;

    @Option(
            names = "--latency-seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long each rate is held to measure times; 0 leaves that out (default: ${DEFAULT-VALUE}).")
    private int latencySeconds = 60;

    @Option(
            names = "--search-seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long each setting of the plain loop is tried (default: ${DEFAULT-VALUE}).")
    private int searchSeconds = 3;

    @Option(
            names = "--images-count",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Images measured in each run (default: ${DEFAULT-VALUE}).")
    void count(int images) {
        count = positive("--images-count", images);
    }

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Images before the measuring begins, in each run (default: ${DEFAULT-VALUE}).")
    void warmUp(int images) {
        warmUp = positive("--warm-up", images);
    }

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "7",
            description = "Runs of each, in turns (default: ${DEFAULT-VALUE}).")
    void runs(int times) {
        runs = positive("--runs", times);
    }

    @Option(
            names = "--naive-count",
            paramLabel = "N",
            description = "Images measured of the naive stream (default: all, with --simulate a tenth of them).")
    void naive(int images) {
        naive = positive("--naive-count", images);
    }

    /** @param naiveShare the naive stream's images for one of the others, unless they are given */
    Contest.Size contest(int naiveShare) {
        int naiveCount = naive == null ? Math.max(1, count / naiveShare) : Math.min(naive, count);
        return new Contest.Size(warmUp, count, naiveCount, runs);
    }

    /** Images of a short run, to find a good setting. */
    static int searchCount(Contest.Size size) {
        return Math.min(SHORT_RUN, size.naiveCount());
    }

    Duration search() {
        return Duration.ofSeconds(searchSeconds);
    }

    int latencySeconds() {
        return latencySeconds;
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(command.commandLine(), option + ": at least 1 is needed");
        }
        return value;
    }
}
