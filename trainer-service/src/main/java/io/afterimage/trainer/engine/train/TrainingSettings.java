package io.afterimage.trainer.engine.train;

import java.util.List;

/**
 * How weights learn.
 *
 * @param rate of each step
 * @param weightDecay of AdamW; biases, scales and shifts have none
 * @param labelSmoothing share of each label that is spread over all classes, from 0 to below 1
 * @param classWeights one a class, in the order of the logits; empty for all the same
 * @param seed of dropout
 */
public record TrainingSettings(
        LearningRate rate, double weightDecay, double labelSmoothing, List<Float> classWeights, long seed) {
    public TrainingSettings {
        classWeights = List.copyOf(classWeights);
        if (weightDecay < 0 || !(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("weight decay " + weightDecay + ", label smoothing " + labelSmoothing);
        }
    }
}
