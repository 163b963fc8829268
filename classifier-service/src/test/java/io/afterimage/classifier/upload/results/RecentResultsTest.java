package io.afterimage.classifier.upload.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentResultsTest {
    private final RecentResults recent = new RecentResults(2);

    @Test
    void ofAnImageThatWasSentTwiceTheFirstLabelCounts() {
        recent.add(label("a", "first"));
        recent.add(label("a", "second"));

        assertThat(recent.find("a")).map(Result::json).contains("first");
    }

    @Test
    void aLabelCountsMoreThanADeadLetterWhicheverCameFirst() {
        recent.add(deadLetter("a"));
        recent.add(label("a", "replayed"));
        recent.add(deadLetter("a"));

        assertThat(recent.find("a")).map(Result::json).contains("replayed");
    }

    @Test
    void theOldestIsForgottenWhereThereIsNoRoom() {
        recent.add(label("a", ""));
        recent.add(label("b", ""));
        recent.add(label("c", ""));

        assertThat(recent.find("a")).isEmpty();
        assertThat(recent.find("b")).isPresent();
        assertThat(recent.find("c")).isPresent();
    }

    private static Result label(String id, String json) {
        return new Result(id, "door", Result.State.LABELLED, "", "", json);
    }

    private static Result deadLetter(String id) {
        return new Result(id, "door", Result.State.REJECTED, "IMAGE_EMPTY", "no bytes", "rejected");
    }
}
