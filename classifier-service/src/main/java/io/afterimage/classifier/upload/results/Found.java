package io.afterimage.classifier.upload.results;

import java.util.Optional;

/**
 * What is known of an id.
 *
 * @param result its first label, else its dead letter, if there is either
 * @param recent whether the id is so new that its result may still come
 * @param whole whether all was searched that could hold it; if not, the bounds of one search ended it
 */
public record Found(Optional<Result> result, boolean recent, boolean whole) {}
