package io.afterimage.trainer.estimate;

import io.afterimage.events.v1.Feedback;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people say of one image: of each person the latest answer; {@value #UNUSABLE} where it cannot be classified.
 * Immutable.
 *
 * @param answers class by person
 */
record Ballot(Map<String, String> answers) {
    static final String UNUSABLE = "";
    static final Ballot EMPTY = new Ballot(Map.of());

    private static final int MOST_PEOPLE = 200;

    Ballot {
        answers = Map.copyOf(answers);
    }

    /** With one more answer, in the place of the person's earlier one. */
    Ballot with(Feedback feedback) {
        Map<String, String> changed = new HashMap<>(answers);
        switch (feedback.getVerdictCase()) {
            case TRUE_CLASS -> changed.put(feedback.getPerson(), feedback.getTrueClass());
            case CONFIRMED_CLASS -> changed.put(feedback.getPerson(), feedback.getConfirmedClass());
            case UNUSABLE -> changed.put(feedback.getPerson(), UNUSABLE);
            case RETRACTION -> changed.remove(feedback.getPerson());
            case VERDICT_NOT_SET -> {
                return this;
            }
        }
        return changed.size() > MOST_PEOPLE ? this : new Ballot(changed);
    }

    /** What most people say, as it is called now; empty where nobody says anything, or as many say one thing as another. */
    Optional<String> majority(CurrentNames names) {
        return majority(answers.values(), names);
    }

    /**
     * What most of the others say, as it is called now, where at least two of them say something.
     *
     * @param person who does not count
     */
    Optional<String> majorityOfOthers(String person, CurrentNames names) {
        Map<String, String> others = new HashMap<>(answers);
        others.remove(person);
        return others.size() < 2 ? Optional.empty() : majority(others.values(), names);
    }

    private static Optional<String> majority(Collection<String> said, CurrentNames names) {
        Map<String, Integer> counts = new HashMap<>();
        said.forEach(name -> counts.merge(names.of(name), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> first = counts.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
    }
}
