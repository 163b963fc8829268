package io.afterimage.trainer.review;

import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands out what waits: one in so many is a random draw, in their order; the others are what is most useful, each
 * source in turn. What there is none of gives way to what there is. Not safe for several threads.
 */
final class Handout {
    private static final int MOST_BLIND = 20_000;

    private final int drawEvery;
    private final Newest<SeenLabel> draws;
    private final Pool pool;
    private final Loans loans;
    /** Draws as they were handed out, by image and person. */
    private final Newest<Boolean> blind = new Newest<>(MOST_BLIND);

    private long handed;

    Handout(int drawEvery, Newest<SeenLabel> draws, Pool pool, Loans loans) {
        this.drawEvery = drawEvery;
        this.draws = draws;
        this.pool = pool;
        this.loans = loans;
    }

    /** Lends as many as there are, at most so many; what the person gave back comes when there is nothing else. */
    List<Entry> take(String person, int most, Wish wish, Instant now) {
        List<Entry> entries = new ArrayList<>();
        boolean more = true;
        while (more && entries.size() < most) {
            Optional<Entry> next = next(person, wish, now);
            if (next.isPresent()) {
                entries.add(next.get());
                handed++;
            } else {
                more = loans.forgetPassed(person);
            }
        }
        return entries;
    }

    /** Whether the person was handed the image as a random draw, without the prediction. */
    boolean handedBlind(String id, String person) {
        return blind.containsKey(id + person);
    }

    private Optional<Entry> next(String person, Wish wish, Instant now) {
        return handed % drawEvery == 0
                ? drawn(person, wish, now).or(() -> unsure(person, wish, now))
                : unsure(person, wish, now).or(() -> drawn(person, wish, now));
    }

    private Optional<Entry> drawn(String person, Wish wish, Instant now) {
        return draws.values().stream()
                .filter(label -> wish.allowsDrawn() && wish.matchesSource(label.source()))
                .filter(label -> loans.free(label.id(), person, now))
                .findFirst()
                .map(label -> lendBlind(label, person, now));
    }

    private Entry lendBlind(SeenLabel label, String person, Instant now) {
        blind.putLast(label.id() + person, true);
        return Entry.drawn(label, loans.lend(label.id(), person, now));
    }

    private Optional<Entry> unsure(String person, Wish wish, Instant now) {
        if (!wish.allowsUnsure()) {
            return Optional.empty();
        }
        return pool.next(waiting ->
                        wish.matches(waiting) && loans.free(waiting.label().id(), person, now))
                .map(waiting -> Entry.unsure(waiting, loans.lend(waiting.label().id(), person, now)));
    }
}
