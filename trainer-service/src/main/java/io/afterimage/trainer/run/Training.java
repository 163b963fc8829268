package io.afterimage.trainer.run;

import io.afterimage.events.v1.TrainingProgress;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.publish.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Puts together what runs need. */
public final class Training {
    private Training() {}

    /**
     * What runs may take, and where.
     *
     * @param folder of their own; must outlive a restart
     * @param cacheBytes most that features may take on disk
     */
    public record Room(Path folder, long cacheBytes, RunLimits limits) {}

    /**
     * Runs, after what was cut off when the trainer ended last has been seen to.
     *
     * @param completed what the publisher completed of that
     * @param progress is told how runs go; must not wait for long
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static Runs open(
            Surroundings surroundings,
            Gate gate,
            Publishing publishing,
            List<Published> completed,
            Consumer<TrainingProgress> progress,
            Room room) {
        InstantSource clock = InstantSource.system();
        try {
            Path folder = Files.createDirectories(room.folder()).toAbsolutePath();
            Runs runs = new Runs(new Workshop(
                    surroundings,
                    gate,
                    publishing,
                    new RunRecords(folder.resolve("runs")),
                    new RunEvents(progress, clock),
                    room.limits(),
                    folder.resolve("work"),
                    folder.resolve("features"),
                    room.cacheBytes(),
                    RunMain.class,
                    clock));
            runs.recover(completed);
            return runs;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The training folder " + room.folder() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
