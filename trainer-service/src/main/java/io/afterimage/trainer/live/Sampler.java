package io.afterimage.trainer.live;

import io.afterimage.trainer.label.Newest;
import java.time.Duration;
import java.time.Instant;

/**
 * Which labels are shown, where there are more than anybody can look at: so many a second of all, and so many of one
 * source. Of one source it is one in each slice of time, so that its pictures keep a steady pace. Not safe for several
 * threads.
 */
final class Sampler {
    private static final int MOST_SOURCES = 10_000;

    private final int mostOfAll;
    private final Duration slice;
    private final Newest<Instant> shownOf = new Newest<>(MOST_SOURCES);
    private Instant second = Instant.EPOCH;
    private int shown;

    /**
     * @param mostOfAll labels a second, from 1
     * @param mostOfSource labels of one source a second, from 1
     */
    Sampler(int mostOfAll, int mostOfSource) {
        this.mostOfAll = mostOfAll;
        slice = Duration.ofSeconds(1).dividedBy(mostOfSource);
    }

    boolean shows(String source, Instant now) {
        if (!now.isBefore(second.plusSeconds(1))) {
            second = now;
            shown = 0;
        }
        Instant last = shownOf.getOrDefault(source, Instant.EPOCH);
        if (shown >= mostOfAll || now.isBefore(last.plus(slice))) {
            return false;
        }
        shown++;
        shownOf.putLast(source, now);
        return true;
    }
}
