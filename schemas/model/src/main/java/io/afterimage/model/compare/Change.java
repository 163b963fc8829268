package io.afterimage.model.compare;

/**
 * A test example of which two models say different things, and one of them is right.
 *
 * @param sha256 lower-case hex SHA-256 of the original image file
 * @param truth the class that people agreed on
 * @param before the class that the model before puts first; empty where it knows none
 * @param after the class that the model after puts first
 */
public record Change(String sha256, String truth, String before, String after) {}
