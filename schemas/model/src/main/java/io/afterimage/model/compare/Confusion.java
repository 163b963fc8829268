package io.afterimage.model.compare;

/**
 * One cell of a confusion matrix; cells of zero are left out.
 *
 * @param truth the class that people agreed on
 * @param said the class that the model puts first
 * @param count test examples, from 1
 */
public record Confusion(String truth, String said, int count) {}
