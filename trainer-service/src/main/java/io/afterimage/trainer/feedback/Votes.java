package io.afterimage.trainer.feedback;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The votes of people on one image. A person has one, the latest by the brokers' time; over people the most frequent
 * class counts, and "unusable" is counted like a class. Pure and immutable.
 *
 * @param all one of each person, in the order of their arrival
 */
public record Votes(List<Vote> all) {
    /** Most people that can vote on one image, so that its record fits the topic. */
    public static final int MOST = 200;

    public static final Votes NONE = new Votes(List.of());

    public Votes {
        all = List.copyOf(all);
    }

    /**
     * What follows from votes.
     *
     * @param standing never {@code SET_ASIDE}, of which votes know nothing
     * @param label the class that most people are for; empty unless the standing is {@code IN}
     */
    public record Result(Standing standing, String label) {}

    /** These votes, and this one in place of the person's earlier one. A vote that is older than that changes nothing. */
    public Votes with(Vote vote) {
        if (isOld(vote)) {
            return this;
        }
        List<Vote> others = new ArrayList<>(without(vote.getPerson()));
        others.add(vote);
        return new Votes(others);
    }

    /** These votes without the one of the person who takes it back. */
    public Votes without(Vote retracted) {
        return isOld(retracted) ? this : new Votes(without(retracted.getPerson()));
    }

    /** Whether one more person may vote. */
    public boolean admits(String person) {
        return all.size() < MOST || of(person).isPresent();
    }

    /** What the person says. */
    public Optional<Vote> of(String person) {
        return all.stream().filter(vote -> vote.getPerson().equals(person)).findFirst();
    }

    /** What most people say; empty where nobody says anything. */
    public Optional<Result> result() {
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(vote -> counts.merge(vote.getLabel(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> first = counts.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return switch (first.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(single(first.get(0)));
            default -> Optional.of(new Result(Standing.TIED, ""));
        };
    }

    private static Result single(String label) {
        return label.isEmpty() ? new Result(Standing.UNUSABLE, "") : new Result(Standing.IN, label);
    }

    private List<Vote> without(String person) {
        return all.stream().filter(vote -> !vote.getPerson().equals(person)).toList();
    }

    private boolean isOld(Vote vote) {
        return of(vote.getPerson())
                .filter(known -> Times.instant(known.getAt()).isAfter(Times.instant(vote.getAt())))
                .isPresent();
    }
}
