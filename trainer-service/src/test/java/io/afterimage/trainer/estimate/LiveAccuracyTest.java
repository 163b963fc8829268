package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.model.compare.LabelMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveAccuracyTest {
    private final List<DrawnLabel> draws = new ArrayList<>();
    private final Map<String, Ballot> ballots = new HashMap<>();

    @Test
    void withEqualWeightsItIsTheShareOfRightAnswers() {
        answered(27, "cat", 0.01, "cat");
        answered(3, "cat", 0.01, "dog");

        LiveAccuracy accuracy = estimate();

        assertThat(accuracy.accuracy()).isCloseTo(0.9, within(1e-12));
        // Clopper and Pearson's interval of 27 of 30 is 0.7347 to 0.9789; the groups' variance has one degree less.
        assertThat(accuracy.low()).isCloseTo(0.7347, within(0.01));
        assertThat(accuracy.high()).isCloseTo(0.9789, within(0.01));
        assertThat(accuracy.least()).isEqualTo(accuracy.most()).isEqualTo(accuracy.accuracy());
    }

    @Test
    void anImageCountsAsOftenAsItsPropensitySaysItStandsForOthers() {
        answered(10, "cat", 0.1, "cat");
        answered(10, "cat", 0.4, "dog");

        // 10 of 0.1 stand for 100, 10 of 0.4 for 25.
        assertThat(estimate().accuracy()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void whatIsNotAnsweredWidensTheBounds() {
        answered(8, "cat", 0.5, "cat");
        answered(2, "cat", 0.5, "dog");
        drawn(10, "cat", 0.5);

        LiveAccuracy accuracy = estimate();

        assertThat(accuracy.accuracy()).isCloseTo(0.8, within(1e-12));
        assertThat(accuracy.least()).isCloseTo(0.4, within(1e-12));
        assertThat(accuracy.most()).isCloseTo(0.9, within(1e-12));
        assertThat(accuracy.drawn()).isEqualTo(20);
        assertThat(accuracy.answered()).isEqualTo(10);
    }

    @Test
    void imagesThatCannotBeClassifiedAreNoMistakes() {
        answered(9, "cat", 0.5, "cat");
        answered(6, "cat", 0.5, Ballot.UNUSABLE);

        assertThat(estimate().accuracy()).isEqualTo(1);
        assertThat(estimate().unusable()).isEqualTo(6);
    }

    @Test
    void aTieIsNoAnswer() {
        draw("tied", "alone", "cat", 0.5);
        ballots.put("tied", new Ballot(Map.of("anna", "cat", "ben", "dog")));

        assertThat(LiveAccuracy.of("m", draws, truth(LabelMap.NONE))).isEmpty();
    }

    @Test
    void framesOfOneSceneSayLittleMoreThanOneOfThem() {
        for (int scene = 0; scene < 10; scene++) {
            for (int frame = 0; frame < 10; frame++) {
                draw(scene + "/" + frame, "scene " + scene, "cat", 0.5);
                ballots.put(scene + "/" + frame, new Ballot(Map.of("anna", scene < 8 ? "cat" : "dog")));
            }
        }

        LiveAccuracy accuracy = estimate();

        assertThat(accuracy.groups()).isEqualTo(10);
        assertThat(accuracy.low()).isLessThan(0.5);
    }

    @Test
    void thatAllAreRightDoesNotMeanThatItNeverErrs() {
        answered(20, "cat", 0.5, "cat");

        // The rule of Clopper and Pearson: 0.025^(1/20).
        assertThat(estimate().low()).isCloseTo(0.8316, within(1e-4));
        assertThat(estimate().high()).isEqualTo(1);
    }

    @Test
    void labelsOfAForeignModelAreTranslated() {
        answered(5, "tabby", 0.5, "cat");

        assertThat(LiveAccuracy.of("m", draws, truth(new LabelMap(Map.of("tabby", "cat"))))
                        .orElseThrow()
                        .accuracy())
                .isEqualTo(1);
    }

    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(11);
        int held = 0;
        for (int i = 0; i < 400; i++) {
            draws.clear();
            ballots.clear();
            for (int scene = 0; scene < 60; scene++) {
                // A scene of three frames is right or wrong as a whole; half of the scenes are drawn less often.
                String truth = random.nextDouble() < 0.85 ? "cat" : "dog";
                double propensity = scene % 2 == 0 ? 0.5 : 0.25;
                for (int frame = 0; frame < 3; frame++) {
                    draw(scene + "/" + frame, "scene " + scene, "cat", propensity);
                    ballots.put(scene + "/" + frame, new Ballot(Map.of("anna", truth)));
                }
            }
            LiveAccuracy accuracy = estimate();
            held += accuracy.low() <= 0.85 && 0.85 <= accuracy.high() ? 1 : 0;
        }

        assertThat(held).isBetween(376, 400);
    }

    private LiveAccuracy estimate() {
        return LiveAccuracy.of("m", draws, truth(LabelMap.NONE)).orElseThrow();
    }

    private Truth truth(LabelMap map) {
        return new Truth(ballots, map, new CurrentNames());
    }

    private void answered(int count, String said, double propensity, String truth) {
        for (int i = 0; i < count; i++) {
            String id = "image " + draws.size();
            draw(id, id, said, propensity);
            ballots.put(id, new Ballot(Map.of("anna", truth)));
        }
    }

    private void drawn(int count, String said, double propensity) {
        for (int i = 0; i < count; i++) {
            String id = "image " + draws.size();
            draw(id, id, said, propensity);
        }
    }

    private void draw(String id, String group, String said, double propensity) {
        draws.add(new DrawnLabel(id, "door", group, "m", said, 0.9, propensity, Instant.EPOCH));
    }
}
