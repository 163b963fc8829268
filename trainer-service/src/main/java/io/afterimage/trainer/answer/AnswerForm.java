package io.afterimage.trainer.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer, as it is sent; nothing of it is checked.
 *
 * @param answer the sender's own UUID of it: sent again, it is not written again
 * @param id of the image
 * @param place of the image, {@code PARTITION-OFFSET}; an example is found without it
 * @param sha256 of the image, lower-case hex
 * @param source of the image
 * @param verdict class, confirm, unusable or retract
 * @param name the class, of the first two; without one, what was shown first is confirmed
 * @param note on what cannot be classified
 * @param shown what the person saw; absent where the prediction was hidden
 * @param reasons why the person was asked
 */
public record AnswerForm(
        @Nullable String answer,
        @Nullable String id,
        @Nullable String place,
        @Nullable String sha256,
        @Nullable String source,
        @Nullable String verdict,
        @JsonProperty("class") @Nullable String name,
        @Nullable String note,
        @Nullable ShownForm shown,
        @Nullable List<@Nullable String> reasons) {
    /** Classes from the most to the least probable, and whose they are. */
    public record ShownForm(
            @Nullable String model, @Nullable List<@Nullable RankedForm> top) {}

    /** A class and its probability. */
    public record RankedForm(@Nullable String label, float probability) {}
}
