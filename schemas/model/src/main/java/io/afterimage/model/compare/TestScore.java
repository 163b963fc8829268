package io.afterimage.model.compare;

/**
 * What one model said of one test example. Its array is not to be changed.
 *
 * @param sha256 lower-case hex SHA-256 of the original image file
 * @param group near-duplicates and frames of one scene; the unit that statistics count
 * @param trueClass the class that people agreed on
 * @param probabilities one a class of that model, in its label order; each 0 to 1, together at most 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of native results, never compared
public record TestScore(String sha256, String group, String trueClass, double[] probabilities) {}
