package io.afterimage.trainer.engine.graph;

/**
 * A tensor at which a graph can be cut in two: all that the logits depend on passes through it.
 *
 * @param tensor its name
 * @param blocks how many blocks lie between it and the head: 0 for what enters the head itself
 */
public record CutPoint(String tensor, int blocks) {}
