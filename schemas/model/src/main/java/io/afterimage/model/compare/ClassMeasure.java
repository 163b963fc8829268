package io.afterimage.model.compare;

/**
 * How well a model knows one class.
 *
 * @param name the class
 * @param support test examples of it, from 1
 * @param recall share of them that it gets right
 * @param f1 harmonic mean of precision and recall, 0 where both are
 */
public record ClassMeasure(String name, int support, double recall, double f1) {}
