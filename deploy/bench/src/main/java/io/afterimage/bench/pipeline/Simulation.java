package io.afterimage.bench.pipeline;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An accelerator that takes time instead of computing.
 *
 * @param aRun cost of a run, however many images it has
 * @param anImage cost of each image of it
 * @param largest most images in one run
 */
record Simulation(Duration aRun, Duration anImage, int largest) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})ms\\+(\\d{1,5})ms,(\\d{1,3})");

    Simulation {
        if (largest < 1 || aRun.plus(anImage).isZero()) {
            throw new IllegalArgumentException("a run must take time, and have at least one image");
        }
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Simulation parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not like 40ms+1ms,16: milliseconds a run, milliseconds" + " an image, largest batch");
        }
        return new Simulation(
                Duration.ofMillis(Long.parseLong(parts.group(1))),
                Duration.ofMillis(Long.parseLong(parts.group(2))),
                Integer.parseInt(parts.group(3)));
    }

    String text() {
        return aRun.toMillis() + "ms+" + anImage.toMillis() + "ms," + largest;
    }
}
