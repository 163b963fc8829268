package io.afterimage.cli.feed;

import io.afterimage.scenes.Condition;
import io.afterimage.scenes.Scenario;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of simulated cameras. */
final class Simulation {
    /** Images a second where nobody says how many: a brisk road, and no flood. */
    static final double RATE = 20;

    static final String SOURCE = "camera";

    static final int MOST_CAMERAS = 10_000;

    @Option(
            names = "--simulate",
            required = true,
            description =
                    "Instead of files, send what simulated roadside cameras see: traffic signs, of which it is known"
                            + " what they are. Goes on until Ctrl-C or --count.")
    private boolean on;

    @Option(
            names = "--cameras",
            paramLabel = "N",
            defaultValue = "8",
            description = "With --simulate: cameras that see something by turns (default: ${DEFAULT-VALUE}).")
    private int cameras = 8;

    @Option(
            names = "--condition",
            paramLabel = "C",
            description = "With --simulate: how all is seen, such as clear, blurred, rain or night (default: as by day,"
                    + " now so, now so).")
    private @Nullable String condition;

    @Option(
            names = "--night-after",
            paramLabel = "N",
            description = "With --simulate: after N images night falls, and two new signs appear among the others.")
    private @Nullable Long nightAfter;

    @Option(names = "--count", paramLabel = "N", description = "With --simulate: end after N images.")
    private @Nullable Long count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "With --simulate: another one, other images; the same one, the same (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** Whether it comes to an end by itself. */
    boolean ends() {
        return count != null;
    }

    /**
     * The plan that the options give.
     *
     * @throws ParameterException if they give none
     */
    CameraPictures.Plan plan(CommandSpec command) {
        require(command, on, "--simulate=false asks for nothing");
        require(command, cameras >= 1 && cameras <= MOST_CAMERAS, "--cameras: 1 to " + MOST_CAMERAS + " are possible");
        require(command, count == null || count >= 1, "--count: at least 1 is needed");
        require(command, nightAfter == null || nightAfter >= 0, "--night-after: 0 or more is needed");
        Scenario day = condition == null ? Scenario.DAY : Scenario.DAY.only(named(command, condition));
        return new CameraPictures.Plan(
                cameras,
                day,
                nightAfter == null ? Long.MAX_VALUE : nightAfter,
                Scenario.NIGHT,
                count == null ? -1 : count,
                seed);
    }

    private static Condition named(CommandSpec command, String name) {
        return Condition.named(name)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--condition: one of "
                                + Condition.ALL.stream().map(Condition::name).collect(Collectors.joining(", "))
                                + " is wanted"));
    }

    private static void require(CommandSpec command, boolean so, String otherwise) {
        if (!so) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }
}
