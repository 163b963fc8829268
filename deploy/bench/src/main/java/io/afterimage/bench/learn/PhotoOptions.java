package io.afterimage.bench.learn;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The labelled photos that learning is measured with, and the seed of whatever is drawn from them. */
final class PhotoOptions {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Folder of photos with a folder for each class.")
    private Path images = Path.of("");

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "Most photos of each class, for a quick try (default: all).")
    private int most = Integer.MAX_VALUE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all draws and of the first run (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    Path folder() {
        return images;
    }

    /** Of each class. */
    int most() {
        return most;
    }

    long seed() {
        return seed;
    }

    List<LabelledPhoto> all() {
        return LabelledPhoto.in(images, most, seed);
    }

    /** Tells results of these photos from those of others. */
    String conditions() {
        return Results.named(images) + (most == Integer.MAX_VALUE ? "" : " most " + most) + " seed " + seed;
    }
}
