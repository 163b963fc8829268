package io.afterimage.trainer.example;

import io.afterimage.events.ClassNames;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Vote;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How each class is spelt: as whoever named it first wrote it, so that names which differ only in case or spaces are one
 * class. For one thread.
 */
public final class Spellings {
    /** Most classes that people may name. */
    public static final int MOST = 10_000;

    private final Map<String, String> byKey = new HashMap<>();

    /** Knows the classes that an example's votes name. */
    public void add(Example example) {
        example.getVotesList().stream()
                .map(Vote::getLabel)
                .filter(label -> !label.isEmpty())
                .forEach(label -> byKey.putIfAbsent(ClassNames.key(label), label));
    }

    /** Knows the classes of the live model, for names that nobody has used yet. */
    public void add(Collection<String> labels) {
        labels.forEach(
                label -> ClassNames.tidy(label).ifPresent(tidy -> byKey.putIfAbsent(ClassNames.key(tidy), label)));
    }

    /** Why a class may not be named; empty if it may. */
    public Optional<Rejection> refusal(String tidy) {
        return tidy.isEmpty() || byKey.size() < MOST || byKey.containsKey(ClassNames.key(tidy))
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionReason.TOO_MANY_CLASSES, "there are " + MOST + " classes already; name one of them"));
    }

    /** The vote with its class as it is spelt. */
    public Vote spelt(Vote vote) {
        if (vote.getLabel().isEmpty()) {
            return vote;
        }
        String known = byKey.putIfAbsent(ClassNames.key(vote.getLabel()), vote.getLabel());
        return known == null ? vote : vote.toBuilder().setLabel(known).build();
    }
}
