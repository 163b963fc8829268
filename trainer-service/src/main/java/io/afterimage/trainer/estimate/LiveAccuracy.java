package io.afterimage.trainer.estimate;

import io.afterimage.trainer.estimate.Truth.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The accuracy of a model on what it really sees, from images that were drawn at random alone, and from the answers of people
 * who had not seen what it says: it sways them. An image counts as often as
 * its propensity says it stands for others (Hájek's estimator). The interval counts groups, not images, and holds near 0
 * and 1 too (Korn and Graubard, Confidence intervals for proportions with small expected number of positive counts,
 * Survey Methodology 24, 1998). It assumes that what was answered is like what was drawn; the bounds do not.
 *
 * @param model version that is judged
 * @param drawn images
 * @param answered those of them on which such people agree
 * @param unusable those of which people say that they cannot be classified: left out
 * @param groups of the answered
 * @param accuracy estimate, 0 to 1
 * @param low of the 95% interval
 * @param high of the 95% interval
 * @param least accuracy if the model is wrong on all that was not answered
 * @param most accuracy if it is right on all of that
 */
public record LiveAccuracy(
        String model,
        int drawn,
        int answered,
        int unusable,
        int groups,
        double accuracy,
        double low,
        double high,
        double least,
        double most) {
    private static final double TAIL = 0.025;

    /** One answered draw: its weight, and whether the model was right. */
    private record Answered(String group, double weight, boolean right) {}

    /**
     * Estimates.
     *
     * @param draws of one model
     * @return empty where nothing is answered
     */
    static Optional<LiveAccuracy> of(String model, Collection<DrawnLabel> draws, Truth truth) {
        List<Answered> answers = new ArrayList<>();
        double open = 0;
        int unusable = 0;
        for (DrawnLabel draw : draws) {
            double weight = 1 / draw.propensity();
            Verdict verdict = truth.of(draw);
            switch (verdict) {
                case OPEN -> open += weight;
                case UNUSABLE -> unusable++;
                case RIGHT, WRONG -> answers.add(new Answered(draw.group(), weight, verdict == Verdict.RIGHT));
            }
        }
        return answers.isEmpty() ? Optional.empty() : Optional.of(of(model, draws.size(), unusable, answers, open));
    }

    private static LiveAccuracy of(String model, int drawn, int unusable, List<Answered> answers, double open) {
        double all = answers.stream().mapToDouble(Answered::weight).sum();
        double right = answers.stream()
                .filter(Answered::right)
                .mapToDouble(Answered::weight)
                .sum();
        double accuracy = right / all;
        Map<String, Double> residuals = new HashMap<>();
        for (Answered answer : answers) {
            residuals.merge(answer.group(), answer.weight() * ((answer.right() ? 1 : 0) - accuracy), Double::sum);
        }
        double effective = effective(accuracy, residuals.values(), all, answers.size());
        return new LiveAccuracy(
                model,
                drawn,
                answers.size(),
                unusable,
                residuals.size(),
                accuracy,
                low(accuracy * effective, effective),
                1 - low((1 - accuracy) * effective, effective),
                right / (all + open),
                (right + open) / (all + open));
    }

    /** How many images drawn alone and with equal weights would say as much. */
    private static double effective(double accuracy, Collection<Double> residuals, double all, int answered) {
        int groups = residuals.size();
        if (groups < 2) {
            return 1;
        }
        double squares = residuals.stream().mapToDouble(sum -> sum * sum).sum();
        double variance = squares * groups / (groups - 1.0) / (all * all);
        // Where all answers are the same, nothing says how much those of a group go together: they count once.
        double size = variance > 0 ? accuracy * (1 - accuracy) / variance : groups;
        double few = TDistribution.of(answered - 1).inverseSurvivalProbability(TAIL)
                / TDistribution.of(groups - 1).inverseSurvivalProbability(TAIL);
        return Math.max(1, Math.min(answered, size * few * few));
    }

    /** Clopper and Pearson's lower limit, for a number of hits that may be a fraction. */
    private static double low(double hits, double of) {
        return hits <= 0 ? 0 : BetaDistribution.of(hits, of - hits + 1).inverseCumulativeProbability(TAIL);
    }
}
