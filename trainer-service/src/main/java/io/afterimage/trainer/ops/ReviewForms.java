package io.afterimage.trainer.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterimage.trainer.answer.AnswerForm;
import io.afterimage.trainer.http.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of the review's calls, as they are sent. */
final class ReviewForms {
    private static final int MOST_IDS = 100;

    private ReviewForms() {}

    /** Asks for images. */
    record Take(
            @Nullable String person,
            @Nullable Integer count,
            @Nullable String source,
            @JsonProperty("class") @Nullable String name,
            @Nullable String reason) {}

    /** Names images that a person has in hand. */
    record Ids(@Nullable String person, @Nullable List<@Nullable String> ids) {
        List<String> known() {
            List<String> known = new ArrayList<>();
            if (ids != null) {
                ids.stream().limit(MOST_IDS).forEach(id -> {
                    if (id != null) {
                        known.add(id);
                    }
                });
            }
            return known;
        }
    }

    /** Says what images show. */
    record Answers(@Nullable String person, @Nullable List<@Nullable AnswerForm> answers) {
        /** @throws io.afterimage.trainer.http.Refusal if there are too many, or none */
        List<AnswerForm> known(int most) {
            List<AnswerForm> known = new ArrayList<>();
            for (AnswerForm answer : answers == null ? List.<@Nullable AnswerForm>of() : answers) {
                if (answer != null) {
                    known.add(answer);
                }
            }
            var unused = Parameters.within("answers", known.size(), 1, most);
            return known;
        }
    }

    /** Gives a class another name. */
    record Rename(
            @Nullable String from,
            @Nullable String to,
            @Nullable String person) {}
}
