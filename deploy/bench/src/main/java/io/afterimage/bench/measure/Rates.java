package io.afterimage.bench.measure;

/**
 * What one run gave.
 *
 * @param perSecond images a second
 * @param cpuMillis processor time an image in milliseconds, of all processes that took part
 */
public record Rates(double perSecond, double cpuMillis) {}
