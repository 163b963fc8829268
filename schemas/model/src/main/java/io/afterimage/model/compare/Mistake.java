package io.afterimage.model.compare;

/**
 * A test example that a model gets wrong.
 *
 * @param sha256 lower-case hex SHA-256 of the original image file
 * @param truth the class that people agreed on
 * @param said the class that the model puts first
 * @param probability of what it said, 0 to 1
 */
public record Mistake(String sha256, String truth, String said, double probability) {}
