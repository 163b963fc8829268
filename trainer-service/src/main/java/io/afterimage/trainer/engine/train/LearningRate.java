package io.afterimage.trainer.engine.train;

/**
 * How the learning rate goes over a training: up in a line, then down along half a cosine to 0 (Loshchilov and Hutter, SGDR,
 * without restarts).
 *
 * @param peak the highest rate
 * @param warmUp steps on the way up; 0 for none
 * @param steps all of them
 */
public record LearningRate(double peak, int warmUp, int steps) {
    public LearningRate {
        if (!(peak > 0) || warmUp < 0 || steps <= warmUp) {
            throw new IllegalArgumentException(
                    "peak " + peak + ", warm-up " + warmUp + " of " + steps + " steps; more than 0, less than all");
        }
    }

    /** The rate of a step, counted from 0; 0 from the last on. */
    double at(int step) {
        if (step < warmUp) {
            return peak * (step + 1) / warmUp;
        }
        double progress = Math.min(1, (step - warmUp) / (double) (steps - warmUp));
        return peak * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
