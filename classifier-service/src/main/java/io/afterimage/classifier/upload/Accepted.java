package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.results.Result;
import java.util.Optional;

/**
 * An image that the brokers have for good.
 *
 * @param id its new id
 * @param source its source
 * @param topic where it lies
 * @param partition where it lies
 * @param offset where it lies
 * @param result what became of it, if that was waited for and came in time
 * @param remark why there is no result although it was asked for; empty where none was, or it is there
 */
public record Accepted(
        String id, String source, String topic, int partition, long offset, Optional<Result> result, String remark) {

    /** Where its result is found. */
    public String location() {
        return "/v1/images/" + id;
    }
}
