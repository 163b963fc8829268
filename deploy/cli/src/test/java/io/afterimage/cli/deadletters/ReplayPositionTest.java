package io.afterimage.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayPositionTest {
    @Test
    void aReplayOfOneReasonLeavesTheOthersPending() {
        ReplayPosition position = new ReplayPosition(10, Map.of()).done("IMAGE_EMPTY", 20);

        assertThat(position.pending("IMAGE_EMPTY", 19)).isFalse();
        assertThat(position.pending("IMAGE_EMPTY", 20)).isTrue();
        assertThat(position.pending("FORMAT_UNKNOWN", 10)).isTrue();
        assertThat(position.pending("FORMAT_UNKNOWN", 9)).isFalse();
        assertThat(position.base()).isEqualTo(10);
    }

    @Test
    void aReplayOfAllForgetsTheReasonsItOvertakes() {
        ReplayPosition position = new ReplayPosition(0, Map.of())
                .done("IMAGE_EMPTY", 20)
                .done("FORMAT_UNKNOWN", 40)
                .done(30);

        assertThat(position).isEqualTo(new ReplayPosition(30, Map.of("FORMAT_UNKNOWN", 40L)));
    }

    @Test
    void whatIsCommittedIsReadAgain() {
        ReplayPosition position =
                new ReplayPosition(5, Map.of()).done("IMAGE_EMPTY", 20).done("FORMAT_UNKNOWN", 7);

        assertThat(position.metadata()).isEqualTo("FORMAT_UNKNOWN=7,IMAGE_EMPTY=20");
        assertThat(ReplayPosition.of(5, position.metadata())).isEqualTo(position);
    }

    @Test
    void metadataOfSomebodyElseCountsAsNothing() {
        assertThat(ReplayPosition.of(5, "host-7,=,x=,IMAGE_EMPTY=99999999999999999999"))
                .isEqualTo(new ReplayPosition(5, Map.of()));
    }
}
