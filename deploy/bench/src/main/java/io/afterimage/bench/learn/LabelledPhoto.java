package io.afterimage.bench.learn;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A photo of which the class is known.
 *
 * @param sha256 of the file, lower-case hex
 * @param label what its folder is called
 * @param group copies of one photo share one
 */
record LabelledPhoto(Path file, String sha256, String label, String group) {
    private static final double TEST = .2;
    private static final double VALIDATION = .15;

    /** What a photo is for where no trainer decides it. */
    enum Part {
        TEST,
        VALIDATION,
        TRAIN
    }

    /**
     * All photos below a folder that has a folder for each class, each photo once.
     *
     * @param most of a class; a draw decides which
     */
    static List<LabelledPhoto> in(Path folder, int most, long seed) {
        Set<String> seen = new HashSet<>();
        List<LabelledPhoto> photos = new ArrayList<>();
        for (Path own : children(folder)) {
            if (Files.isDirectory(own)) {
                List<LabelledPhoto> drawn = drawn(ofClass(own), seed);
                drawn.stream()
                        .limit(most)
                        .filter(photo -> seen.add(photo.sha256))
                        .forEach(photos::add);
            }
        }
        if (photos.stream().map(LabelledPhoto::label).distinct().count() < 2) {
            throw new CommandException(
                    "--images: two folders of photos, each called as its class, are needed in " + folder);
        }
        return photos;
    }

    /** All photos in one folder, each photo once. */
    static List<LabelledPhoto> ofClass(Path folder) {
        Set<String> seen = new HashSet<>();
        return children(folder).stream()
                .filter(LabelledPhoto::isPhoto)
                .map(LabelledPhoto::of)
                .filter(photo -> seen.add(photo.sha256))
                .toList();
    }

    /** In an order that a seed gives. */
    static List<LabelledPhoto> drawn(List<LabelledPhoto> photos, long seed) {
        return photos.stream()
                .sorted(Comparator.comparingDouble(photo -> photo.draw("order", seed)))
                .toList();
    }

    /** What it is for in one of many splits; copies stay together. */
    Part part(long seed) {
        double draw = draw("", seed);
        return draw < TEST ? Part.TEST : draw < TEST + VALIDATION ? Part.VALIDATION : Part.TRAIN;
    }

    /**
     * From 0 to 1, the same for all of a group.
     *
     * @param purpose another one, another draw
     */
    double draw(String purpose, long seed) {
        byte[] hash = Sha256.of(ByteBuffer.wrap((seed + group + purpose).getBytes(StandardCharsets.UTF_8)));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    }

    private static LabelledPhoto of(Path file) {
        Path own = file.toAbsolutePath().normalize();
        String label = String.valueOf(own.getName(own.getNameCount() - 2));
        // Two collections of cats and dogs share photos, under names that differ in their first three characters.
        String group =
                label + "/" + own.getName(own.getNameCount() - 1).toString().replaceFirst("^(ar|ch)_", "");
        try {
            return new LabelledPhoto(own, Sha256.hex(Files.readAllBytes(own)), label, group);
        } catch (IOException e) {
            throw new CommandException(e.getMessage() + " cannot be read");
        }
    }

    private static boolean isPhoto(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new CommandException(e.getMessage() + " is no folder that can be read");
        }
    }
}
