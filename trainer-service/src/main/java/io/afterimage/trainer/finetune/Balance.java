package io.afterimage.trainer.finetune;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes classes count alike. A rare class is shown more often, up to {@value #MOST_REPEATS} times; what is left of the difference
 * is made up by weights, up to {@value #MOST_WEIGHT} times the smallest: past that a handful of examples would be learned by heart.
 *
 * @param repeats how often the examples of each class are shown in an epoch
 * @param weights one a class, of which an example's mean is 1; empty where all are the same
 */
record Balance(List<Integer> repeats, List<Float> weights) {
    private static final int MOST_REPEATS = 5;
    private static final double MOST_WEIGHT = 20;

    Balance {
        repeats = List.copyOf(repeats);
        weights = List.copyOf(weights);
    }

    /** @param counts training examples of each class, all above 0 */
    static Balance of(int... counts) {
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        List<Integer> repeats = new ArrayList<>();
        double shown = 0;
        double weighed = 0;
        for (int count : counts) {
            int repeat = Math.max(1, Math.min(MOST_REPEATS, largest / count / 2));
            repeats.add(repeat);
            shown += count * repeat;
            weighed += count * repeat * weight(count * repeat, largest);
        }
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            weights.add((float) (weight(counts[i] * repeats.get(i), largest) * shown / weighed));
        }
        return new Balance(repeats, weights.stream().distinct().count() == 1 ? List.of() : weights);
    }

    private static double weight(int shown, int largest) {
        return Math.min(MOST_WEIGHT, largest / (double) shown);
    }

    /** One a class, where each example is shown once; empty where all are the same. */
    List<Float> wholeWeights() {
        List<Float> whole = new ArrayList<>();
        for (int i = 0; i < repeats.size(); i++) {
            whole.add(repeats.get(i) * (weights.isEmpty() ? 1 : weights.get(i)));
        }
        return whole.stream().distinct().count() == 1 ? List.of() : whole;
    }

    /** Which example to show at each position of an epoch. */
    int[] positions(int[] classes) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            for (int repeat = 0; repeat < repeats.get(classes[i]); repeat++) {
                positions.add(i);
            }
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }
}
