package io.afterimage.trainer.estimate;

import java.util.List;
import java.util.Optional;

/**
 * Where the embeddings of the first and of the newest images lie that a version drew at random, on {@link Drifts#LINES} lines.
 *
 * @param first the earliest; while there are few, the same as the newest
 */
public record DrawnPlaces(List<float[]> first, List<float[]> newest) {
    static final DrawnPlaces NONE = new DrawnPlaces(List.of(), List.of());

    /**
     * How far they lie from training examples.
     *
     * @param training on as many lines, by the same version
     * @return empty where there are fewer than {@value Drift#FEWEST} of either
     */
    public Optional<TrainingDrift> from(List<float[]> training) {
        return Drift.between(training, first)
                .flatMap(then -> Drift.between(training, newest).map(now -> new TrainingDrift(then, now)));
    }
}
