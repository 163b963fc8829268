package io.afterimage.model.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two models on the same examples, of the classes that both know. Examples of one group hang together, so groups are what
 * the statistics count.
 *
 * @param examples compared
 * @param groups they are of
 * @param lost examples that only the model before gets right
 * @param gained examples that only the model after gets right
 * @param mcnemar exact one-sided p of McNemar's test over examples, that after is better
 * @param groupsLost groups of which the model after gets fewer right
 * @param groupsGained groups of which it gets more right
 * @param better the same test over groups; what decides. Where each example is a group of its own, equal to mcnemar
 * @param difference accuracy after less accuracy before, -1 to 1
 * @param alpha one-sided level of the bound
 * @param bound the difference is above it with probability 1 - alpha; -1 where nothing can be said
 * @param designEffect how many times fewer examples there are in effect, as those of a group hang together; from 1
 * @param sure examples for which the model before gives a class 0.9 or more
 * @param contradicted those of them whose label is another class
 */
public record Paired(
        int examples,
        int groups,
        int lost,
        int gained,
        double mcnemar,
        int groupsLost,
        int groupsGained,
        double better,
        double difference,
        double alpha,
        double bound,
        double designEffect,
        int sure,
        int contradicted) {
    private static final double SURE = 0.9;

    /** What one group adds. */
    private record Sum(int examples, int lost, int gained) {
        Sum and(Sum other) {
            return new Sum(examples + other.examples, lost + other.lost, gained + other.gained);
        }

        int net() {
            return gained - lost;
        }
    }

    /** @param before answers to the same examples, in the same order, as {@code after} */
    static Paired of(List<Answer> before, List<Answer> after, double alpha) {
        Map<String, Sum> groups = new HashMap<>();
        for (int i = 0; i < after.size(); i++) {
            boolean was = before.get(i).right();
            boolean is = after.get(i).right();
            groups.merge(after.get(i).group(), new Sum(1, was && !is ? 1 : 0, is && !was ? 1 : 0), Sum::and);
        }
        Sum all = groups.values().stream().reduce(new Sum(0, 0, 0), Sum::and);
        int groupsLost = count(groups, -1);
        int groupsGained = count(groups, 1);
        double designEffect = designEffect(groups, all);
        List<Answer> sure =
                before.stream().filter(answer -> answer.probability() >= SURE).toList();
        return new Paired(
                all.examples,
                groups.size(),
                all.lost,
                all.gained,
                signTest(all.gained, all.lost),
                groupsLost,
                groupsGained,
                signTest(groupsGained, groupsLost),
                all.examples == 0 ? 0 : (double) all.net() / all.examples,
                alpha,
                bound(all.gained, all.lost, all.examples, groups.size(), designEffect, alpha),
                designEffect,
                sure.size(),
                (int) sure.stream().filter(answer -> !answer.right()).count());
    }

    /** Whether so many times the examples, with the same rates, would show that after is better. */
    public boolean wouldBeBetter(int times) {
        return difference > 0 && signTest(groupsGained * times, groupsLost * times) <= alpha;
    }

    /**
     * Whether so many times the examples, with the same rates, would show that after loses no more than the margin.
     *
     * @param margin share of examples, such as 0.01
     */
    public boolean wouldBeNoWorse(int times, double margin) {
        return bound(gained * times, lost * times, examples * times, groups * times, designEffect, alpha) > -margin;
    }

    /** McNemar's exact test is the sign test of what differs. */
    private static double signTest(int gained, int lost) {
        return gained == 0 ? 1 : BinomialDistribution.of(gained + lost, 0.5).survivalProbability(gained - 1);
    }

    private static double bound(int gained, int lost, int examples, int groups, double designEffect, double alpha) {
        if (groups < 2) {
            return -1;
        }
        double quantile = TDistribution.of(groups - 1).inverseSurvivalProbability(alpha);
        return PairedBound.lower(gained / designEffect, lost / designEffect, examples / designEffect, quantile);
    }

    /**
     * Variance of the difference by groups over that of single examples (Rao and Scott, A simple method for the analysis of
     * clustered binary data, Biometrics 48, 1992). Few differences say little of it: one more is added, of which it is
     * assumed that a group's examples all go together.
     */
    private static double designEffect(Map<String, Sum> groups, Sum all) {
        if (groups.size() < 2) {
            return Math.max(1, all.examples);
        }
        double difference = (double) all.net() / all.examples;
        double between = 0;
        double together = 0;
        for (Sum group : groups.values()) {
            double residual = group.net() - difference * group.examples;
            between += residual * residual;
            together += (double) group.examples * group.examples;
        }
        between *= groups.size() / (groups.size() - 1.0);
        together /= all.examples;
        double single = all.gained + all.lost - difference * difference * all.examples;
        return Math.max(1, (between + together) / (single + 1));
    }

    private static int count(Map<String, Sum> groups, int sign) {
        return (int) groups.values().stream()
                .filter(group -> Integer.signum(group.net()) == sign)
                .count();
    }
}
