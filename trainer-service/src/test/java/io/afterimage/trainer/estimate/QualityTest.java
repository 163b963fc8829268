package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterimage.model.compare.CalibrationBin;
import io.afterimage.model.compare.LabelMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<DrawnLabel> draws = new ArrayList<>();
    private final Map<String, Ballot> ballots = new HashMap<>();

    @Test
    void timeIsCutIntoWindowsOfWhichThereAreNotTooMany() {
        answered(10, "door", NOON, 0.9, "cat");
        answered(10, "door", NOON.plus(Duration.ofMinutes(15)), 0.9, "dog");

        assertThat(quality().windows())
                .extracting(Quality.Window::from, Quality.Window::drawn)
                .containsExactly(tuple(NOON, 10), tuple(NOON.plus(Duration.ofMinutes(10)), 10));
        assertThat(quality().windows().get(0).accuracy().orElseThrow().accuracy())
                .isEqualTo(1);
        assertThat(quality().windows().get(1).accuracy().orElseThrow().accuracy())
                .isZero();

        answered(1, "door", NOON.plus(Duration.ofDays(40)), 0.9, "cat");
        assertThat(quality().windows()).extracting(Quality.Window::drawn).containsExactly(20, 1);
    }

    @Test
    void aSourceIsJudgedByItsOwnDraws() {
        answered(20, "door", NOON, 0.9, "cat");
        answered(5, "gate", NOON, 0.9, "dog");
        draw("open", "yard", NOON, 0.9);

        assertThat(quality().sources())
                .extracting(Quality.OfSource::source, Quality.OfSource::drawn)
                .containsExactly(tuple("door", 20), tuple("gate", 5), tuple("yard", 1));
        assertThat(quality().sources().get(1).accuracy().orElseThrow().accuracy())
                .isZero();
        assertThat(quality().sources().get(2).accuracy()).isEmpty();
    }

    @Test
    void aModelThatIsSurerThanItIsRightIsSeen() {
        answered(6, "door", NOON, 0.95, "cat");
        answered(4, "door", NOON, 0.95, "dog");
        answered(3, "door", NOON, 0.95, Ballot.UNUSABLE);

        List<CalibrationBin> bins = quality().bins();

        assertThat(bins).hasSize(10);
        assertThat(bins.get(9))
                .extracting(CalibrationBin::count, CalibrationBin::confidence, CalibrationBin::accuracy)
                .containsExactly(10, 0.95, 0.6);
        assertThat(bins.subList(0, 9)).allMatch(bin -> bin.count() == 0);
    }

    @Test
    void withoutDrawsThereIsNothing() {
        assertThat(quality().windows()).isEmpty();
        assertThat(QualityFields.of(quality())).containsEntry("by_source", List.of());
    }

    private Quality quality() {
        return Quality.of(draws, new Truth(ballots, LabelMap.NONE, new CurrentNames()));
    }

    private void answered(int count, String source, Instant at, double probability, String truth) {
        for (int i = 0; i < count; i++) {
            String id = "image " + draws.size();
            draw(id, source, at, probability);
            ballots.put(id, new Ballot(Map.of("anna", truth)));
        }
    }

    private void draw(String id, String source, Instant at, double probability) {
        draws.add(new DrawnLabel(id, source, id, "m", "cat", probability, 0.01, at));
    }
}
