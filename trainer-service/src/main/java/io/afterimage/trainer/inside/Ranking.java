package io.afterimage.trainer.inside;

import io.afterimage.model.OnnxSession;
import io.afterimage.trainer.inside.Inside.Guess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a model by how probable they are for one image.
 *
 * @param guesses all of them, best first; at least one
 */
record Ranking(List<Guess> guesses) {
    private static final int MOST = 10;

    /** @param probabilities one a label */
    static Ranking of(List<String> labels, OnnxSession.@Nullable Tensor probabilities) {
        if (probabilities == null || probabilities.values().length != labels.size()) {
            throw new IllegalStateException("A package gave no row of probabilities");
        }
        List<Guess> guesses = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            float probability = probabilities.values()[i];
            guesses.add(new Guess(labels.get(i), Float.isFinite(probability) ? probability : 0));
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return new Ranking(guesses);
    }

    String best() {
        return guesses.get(0).label();
    }

    /** The first ones, and one that is wanted in any case. */
    List<Guess> with(String wanted) {
        List<Guess> first = new ArrayList<>(guesses.subList(0, Math.min(MOST, guesses.size())));
        guesses.stream()
                .skip(first.size())
                .filter(guess -> guess.label().equals(wanted))
                .forEach(first::add);
        return first;
    }
}
