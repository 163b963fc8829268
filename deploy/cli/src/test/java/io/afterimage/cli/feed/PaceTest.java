package io.afterimage.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND;

    @Test
    void imagesAreEvenlySpacedFromTheStart() {
        Pace pace = new Pace(4, START);

        assertThat(pace.next(START)).isZero();
        assertThat(pace.next(START)).isEqualTo(SECOND / 4);
        assertThat(pace.next(START + SECOND / 4)).isEqualTo(SECOND / 4);
    }

    @Test
    void aRateThatDividesNoSecondDoesNotDrift() {
        Pace pace = new Pace(7, 0);

        for (int i = 0; i < 7_000; i++) {
            pace.next(0);
        }

        assertThat(pace.next(0)).isEqualTo(1_000 * SECOND);
    }

    @Test
    void aShortDelayIsCaughtUpWith() {
        Pace pace = new Pace(10, 0);
        pace.next(0);

        assertThat(pace.next(SECOND / 2)).isZero();
        assertThat(pace.next(SECOND / 2)).isZero();
        assertThat(pace.next(SECOND / 2)).isZero();
    }

    @Test
    void aLongStallIsFollowedByAtMostOneSecondsWorth() {
        Pace pace = new Pace(10, 0);
        pace.next(0);
        int atOnce = 0;

        while (pace.next(60 * SECOND) == 0) {
            atOnce++;
        }

        assertThat(atOnce).isBetween(10, 11);
    }
}
