package io.afterimage.trainer.estimate;

/**
 * How far the images that a version sees are from those that it was trained on. People are asked about the hard ones, so that some
 * distance is no surprise, and growth is what matters.
 *
 * @param first of the first images that it drew
 * @param now of the newest
 */
public record TrainingDrift(Drift first, Drift now) {}
