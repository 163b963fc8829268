package io.afterimage.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.Scene;
import io.afterimage.bench.learn.Workplace;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.cli.CommandException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long people wait for the console, and what it costs the browser to leave it open. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a stack with the starter model and simulated cameras, and opens its console in Chromium: images confirmed"
                    + " by key, how soon the next one is seen; what one key confirms in the grid; then the live page, left"
                    + " open: its memory, and how old its frames are.",
            "Ends with an error where an answer does not arrive, or arrives twice."
        })
public final class ConsoleCommand implements Callable<Integer> {
    private static final int SOURCES = 8;
    private static final double RATE = 25;
    private static final int FILLING_SOURCES = 300;
    private static final int FILLING = 1_800;
    private static final int FILLING_RATE = 100;

    /** All is asked about, and nothing is drawn: what is drawn cannot be confirmed. */
    private static final Map<String, String> SETTINGS = Map.of(
            "AFTERIMAGE_LABEL_UNSURE_BELOW", "1",
            "AFTERIMAGE_DRAW_SHARE", "0",
            "AFTERIMAGE_TRIGGER_LABELS", "0",
            "AFTERIMAGE_TRIGGER_AGE", "0");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--images-count",
            paramLabel = "N",
            defaultValue = "100",
            description = "Images that are confirmed by key (default: ${DEFAULT-VALUE}).")
    private int count = 100;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long the live page stays open, with " + SOURCES
                    + " sources of 25 frames a second in all (default: ${DEFAULT-VALUE}).")
    private int minutes = 10;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1 || count < 1 || count > FILLING / 2) {
            throw new ParameterException(
                    command.commandLine(), "--minutes: at least 1 is needed; --images-count: 1 to " + FILLING / 2);
        }
        Figures figures = new Figures();
        try (Workplace place = Workplace.of(Optional.empty(), "console");
                Scene stack = Scene.start(place.fresh("stack"), RigOptions.freeRow(), List.of(), SETTINGS);
                Visitor person = Visitor.named("ada")) {
            String name = fill(stack);
            KeyedReview.Times times = new KeyedReview(stack, person).confirm(count);
            times.into(figures);
            GridAction.Done grid = new GridAction(stack, person).confirm(name);
            grid.into(figures);
            LiveWatch.Seen live = live(stack, person);
            live.into(figures);
            report.report(figures.values(), table(times, grid), live.table());
            return 0;
        }
    }

    /** Until enough waits to be confirmed; the class that the model saw most. */
    private String fill(Scene stack) {
        report.note("Filling the queue");
        feed(stack, "filling", FILLING_SOURCES, FILLING_RATE, FILLING, "--wait");
        JsonNode queue = DoneToday.queue(stack);
        if (queue.path("waiting").asInt() <= count) {
            throw new CommandException("Only " + queue.path("waiting").asInt() + " images wait for people.");
        }
        return queue.path("by_class").properties().stream()
                .max(Comparator.comparingInt(one -> one.getValue().asInt()))
                .orElseThrow(() -> new CommandException("No image waits for people."))
                .getKey();
    }

    private LiveWatch.Seen live(Scene stack, Visitor person) {
        long images = Math.round((minutes + 1) * 60 * RATE);
        CompletableFuture<Void> cameras =
                CompletableFuture.runAsync(() -> feed(stack, LiveWatch.SOURCE, SOURCES, RATE, images));
        LiveWatch.Seen seen =
                new LiveWatch(stack, person).watch(minutes, SOURCES, minute -> report.note(minute.text()));
        cameras.join();
        return seen;
    }

    private static void feed(Scene stack, String source, int cameras, double rate, long images, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "feed",
                "--simulate",
                "--source",
                source,
                "--cameras",
                Integer.toString(cameras),
                "--rate",
                Double.toString(rate),
                "--count",
                Long.toString(images)));
        words.addAll(List.of(more));
        stack.commands().text(words.toArray(String[]::new));
    }

    private static Table table(KeyedReview.Times times, GridAction.Done grid) {
        return new Table(
                        "confirmed by key", "next image p50 ms", "p95 ms", "max ms", "s", "in the grid by one key", "s")
                .row(
                        Integer.toString(times.shownMillis().length),
                        millis(times, 50),
                        millis(times, 95),
                        millis(times, 100),
                        String.format(Locale.ROOT, "%.1f", times.seconds()),
                        Integer.toString(grid.images()),
                        String.format(Locale.ROOT, "%.2f", grid.seconds()));
    }

    private static String millis(KeyedReview.Times times, double percentile) {
        return String.format(Locale.ROOT, "%.1f", Numbers.percentile(times.shownMillis(), percentile));
    }
}
