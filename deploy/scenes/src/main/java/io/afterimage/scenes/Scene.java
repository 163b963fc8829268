package io.afterimage.scenes;

/**
 * All that decides a picture, and so its truth.
 *
 * @param sign that it shows
 * @param condition that it is seen in
 * @param camera that sees it; each has a place of its own
 * @param seed of all that is left to chance
 */
public record Scene(Sign sign, Condition condition, int camera, long seed) {}
