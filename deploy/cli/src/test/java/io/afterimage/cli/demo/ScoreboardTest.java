package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private final Scoreboard board = new Scoreboard();

    @Test
    void theShareOfRightLabelsIsToldByTimeOfDayAndByVersion() {
        board.sent("1", new Scoreboard.Shown("stop", false));
        board.sent("2", new Scoreboard.Shown("stop", true));
        board.sent("3", new Scoreboard.Shown("wildlife", true));
        board.sent("4", new Scoreboard.Shown("wildlife", true));

        board.labelled(label("1", "old", "stop"));
        board.labelled(label("2", "old", "stop"));
        board.labelled(label("3", "old", "danger"));
        board.labelled(label("4", "new", "wildlife"));

        assertThat(board.of(false, "old")).isEqualTo(new Tally(1, 1));
        assertThat(board.of(true, "old")).isEqualTo(new Tally(2, 1));
        assertThat(board.of(true, "new")).isEqualTo(new Tally(1, 1));
        assertThat(board.of(false, "new")).isEqualTo(Tally.NONE);
        assertThat(board.ofLate()).isEqualTo(new Tally(4, 3));
        assertThat(board.versions()).containsExactly("old", "new");
    }

    @Test
    void anImageWithoutALabelIsMissingAndASecondLabelIsDoubled() {
        board.sent("1", new Scoreboard.Shown("stop", false));
        board.sent("2", new Scoreboard.Shown("stop", false));

        assertThat(board.labelled(label("1", "old", "stop"))).contains(new Scoreboard.Shown("stop", false));
        assertThat(board.labelled(label("1", "old", "stop"))).isEmpty();
        assertThat(board.labelled(label("somebody else's", "old", "stop"))).isEmpty();

        assertThat(board.images()).isEqualTo(2);
        assertThat(board.labels()).isEqualTo(2);
        assertThat(board.missing()).isEqualTo(1);
        assertThat(board.doubled()).isEqualTo(1);
    }

    @Test
    void aLabelThatNamesNoClassIsNotRight() {
        board.sent("1", new Scoreboard.Shown("stop", false));

        board.labelled(Label.newBuilder().setId("1").setModel("old").build());

        assertThat(board.of(false, "old")).isEqualTo(new Tally(1, 0));
    }

    @Test
    void onlyTheLastLabelsCountAsOfLate() {
        for (int i = 0; i < 250; i++) {
            board.sent("" + i, new Scoreboard.Shown("stop", false));
            board.labelled(label("" + i, "old", i < 150 ? "danger" : "stop"));
        }

        assertThat(board.ofLate()).isEqualTo(new Tally(200, 100));
    }

    private static Label label(String id, String version, String first) {
        return Label.newBuilder()
                .setId(id)
                .setModel(version)
                .addTop(RankedClass.newBuilder().setLabel(first))
                .build();
    }
}
