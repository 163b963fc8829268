package io.afterimage.trainer.review;

import java.time.Duration;

/**
 * How much of what waits for people. Of about 1 kB each, what is remembered takes 50 MB at most.
 *
 * @param most images that wait, the random draws not counted, from 1
 * @param perSource most of them from one source, from 1
 * @param perClass most of them that the model puts into one class, from 1
 * @param mostDrawn random draws that wait, from 1; past it the oldest goes, which says nothing of what it shows
 * @param drawEvery one of so many that are handed out is a random draw, while there are both, from 1
 * @param perShelf images of one class that a grid can show, from 1
 * @param loan for how long an image is one person's
 * @param keep age from which on an image is no longer asked about, less than the images topic keeps it
 */
public record ReviewSettings(
        int most,
        int perSource,
        int perClass,
        int mostDrawn,
        int drawEvery,
        int perShelf,
        Duration loan,
        Duration keep) {
    public static final ReviewSettings DEFAULTS =
            new ReviewSettings(20_000, 1_000, 5_000, 5_000, 4, 240, Duration.ofMinutes(2), Duration.ofDays(6));

    public ReviewSettings {
        if (most < 1 || perSource < 1 || perClass < 1 || mostDrawn < 1 || drawEvery < 1 || perShelf < 1) {
            throw new IllegalArgumentException("Every number of a review's settings must be at least 1");
        }
    }
}
