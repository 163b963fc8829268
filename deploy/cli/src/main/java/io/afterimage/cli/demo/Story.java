package io.afterimage.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.Interruption;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.scenes.Scenario;
import io.afterimage.scenes.Sign;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The course of events: day, night, corrections, a run, its gate, the swap, and what it was good for. For one thread.
 *
 * @param reading reads labels, and has the annotator look at them
 * @param runs of the trainer
 * @param accuracy what the trainer estimates of a version; empty while it does not answer
 */
record Story(
        Telling telling,
        Scoreboard board,
        Traffic traffic,
        LabelReading reading,
        FollowedRuns runs,
        Function<String, Optional<JsonNode>> accuracy,
        Interruption interruption) {
    private static final int BY_DAY = 400;
    private static final int AFTERWARDS = 300;
    /** Which images are held out is left to chance, and so is what the gate can tell from them. */
    private static final int MOST_RUNS = 3;

    private static final Duration DAY = Duration.ofMinutes(2);
    private static final Duration TRIGGER = Duration.ofMinutes(5);
    /** A run gives way to all else on the machine: on a busy one it takes ten times as long. */
    private static final Duration RUN = Duration.ofMinutes(15);

    private static final Duration SWAP = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

    /** Plays it. */
    DemoResult play() throws InterruptedException {
        traffic.start();
        String first = day();
        night();
        String next = learn();
        telling.tell("Swapped in: version " + ModelVersion.shorten(next) + " makes the labels from now on");
        until("Too few labels came by the new version", DAY, this::seen, () -> labelsAtNight(next) >= AFTERWARDS);
        telling.tell(String.format(
                Locale.ROOT,
                "At night %.1f%% are right now; before it learned, it was %.1f%%",
                percent(board.of(true, next)),
                percent(board.of(true, first))));
        finish();
        List<Estimate> estimates = estimates();
        return new DemoResult(
                board.of(false, first),
                board.of(true, first),
                board.of(true, next),
                telling.seconds(),
                board.images(),
                board.labels(),
                board.missing(),
                board.doubled(),
                board.versions(),
                estimates);
    }

    /** The version that labels by day. */
    private String day() {
        until(
                "Too few labels came",
                DAY,
                this::seen,
                () -> board.versions().size() == 1
                        && board.of(false, board.versions().get(0)).labels() >= BY_DAY);
        String version = board.versions().get(0);
        telling.tell(
                String.format(Locale.ROOT, "By day %.1f%% of the labels are right", percent(board.of(false, version))));
        return version;
    }

    private void night() {
        traffic.turn(Scenario.NIGHT);
        telling.tell("Night falls, and two signs appear that the model has never seen: "
                + Sign.unknown().stream().map(Sign::label).collect(Collectors.joining(", ")));
    }

    /** The version that a run made of the corrections, once it labels. */
    private String learn() {
        for (int run = 0; run < MOST_RUNS; run++) {
            until("No run started by itself", TRIGGER, this::seen, runs::another);
            telling.tell("A run starts by itself: " + runs.text("trigger"));
            until("The run does not end", RUN, () -> "training: " + runs.progress(), runs::ended);
            telling.tell(runs.verdict());
            if (runs.promoted()) {
                String version = runs.text("version");
                until("No label is made by the new version", SWAP, this::seen, () -> labelsAtNight(version) > 0);
                return version;
            }
            telling.tell("The model stays; the corrections go on, until there are enough for another run");
        }
        throw new CommandException(
                "None of " + MOST_RUNS + " runs made a model that the gate lets out. Try again: chance"
                        + " decides which images are held out for it, and another --seed shows other images.");
    }

    private void finish() throws InterruptedException {
        telling.tell("The cameras stop, and the last labels come in");
        traffic.stop();
        reading.finish(REST);
        telling.tell(String.format(
                Locale.ROOT,
                "%d images, %d labels: %d lost, %d doubled",
                board.images(),
                board.labels(),
                board.missing(),
                board.doubled()));
    }

    /** What the trainer thinks of each version, once it knows all that was answered. */
    private List<Estimate> estimates() {
        List<Estimate> estimates = board.versions().stream()
                .flatMap(version -> estimate(version).stream())
                .toList();
        estimates.forEach(estimate -> telling.tell(estimate.text()));
        return estimates;
    }

    private Optional<Estimate> estimate(String version) {
        long end = System.nanoTime() + REST.toNanos();
        Optional<Estimate> estimate;
        do {
            estimate = accuracy.apply(version).flatMap(answer -> Estimate.of(version, answer, board.of(version)));
        } while (estimate.map(Estimate::answered).orElse(0) < reading.draws(version)
                && System.nanoTime() - end < 0
                && !interruption.await(LOOK_NANOS));
        return estimate;
    }

    private int labelsAtNight(String version) {
        return board.of(true, version).labels();
    }

    private String seen() {
        return String.format(
                Locale.ROOT,
                "%d labels, %.1f%% of the last %d right; %d answered by the annotator",
                board.labels(),
                percent(board.ofLate()),
                board.ofLate().labels(),
                reading.answered());
    }

    private static double percent(Tally tally) {
        return tally.labels() == 0 ? 0 : 100 * tally.accuracy();
    }

    /** Reads labels, and tells now and then how it goes, until something is so. */
    private void until(String otherwise, Duration most, Supplier<String> line, BooleanSupplier so) {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            if (interruption.requested()) {
                throw new CommandException("Interrupted.");
            }
            if (System.nanoTime() - end > 0) {
                throw new CommandException(otherwise + " within " + most.toSeconds() + " s.");
            }
            traffic.check();
            reading.poll();
            telling.tellNowAndThen(line.get());
        }
    }
}
