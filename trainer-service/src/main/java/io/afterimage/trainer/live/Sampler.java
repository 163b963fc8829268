package io.afterimage.trainer.live;

import io.afterimage.trainer.label.Newest;
import java.time.Duration;
import java.time.Instant;

/**
 * Which labels are shown, where there are more than anybody can look at: so many a second of all, and so many of one
 * source. Of one source it is one in each slice of time, so that its pictures keep a steady pace; where sources are many
 * the slices are long enough for all of them. Not safe for several threads.
 */
final class Sampler {
    private static final int MOST_SOURCES = 10_000;
    /** One that has been silent for longer leaves its share to the others. */
    private static final Duration ACTIVE = Duration.ofSeconds(10);

    private final int mostOfAll;
    private final Duration shortest;
    private final Newest<Instant> heardOf = new Newest<>(MOST_SOURCES);
    private final Newest<Instant> shownOf = new Newest<>(MOST_SOURCES);
    private Instant second = Instant.EPOCH;
    private Duration slice;
    private int shown;

    /**
     * @param mostOfAll labels a second, from 1
     * @param mostOfSource labels of one source a second, from 1
     */
    Sampler(int mostOfAll, int mostOfSource) {
        this.mostOfAll = mostOfAll;
        shortest = Duration.ofSeconds(1).dividedBy(mostOfSource);
        slice = shortest;
    }

    boolean shows(String source, Instant now) {
        heardOf.putLast(source, now);
        if (!now.isBefore(second.plusSeconds(1))) {
            second = now;
            shown = 0;
            slice = slice(now);
        }
        Instant last = shownOf.getOrDefault(source, Instant.EPOCH);
        if (shown >= mostOfAll || now.isBefore(last.plus(slice))) {
            return false;
        }
        shown++;
        shownOf.putLast(source, now);
        return true;
    }

    /** As long as it takes to show one of each source. */
    private Duration slice(Instant now) {
        heardOf.values().removeIf(at -> at.isBefore(now.minus(ACTIVE)));
        Duration all = Duration.ofSeconds(heardOf.size()).dividedBy(mostOfAll);
        return all.compareTo(shortest) > 0 ? all : shortest;
    }
}
