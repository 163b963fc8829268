package io.afterimage.model.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<String> PETS = List.of("cat", "dog");
    private static final List<String> MORE = List.of("cat", "dog", "hotdog");

    @Test
    void measuresAreThoseOfTheConfusionMatrix() {
        ModelMeasures after = new Exam(PETS, PETS)
                .add(8, "cat", "cat", "cat")
                .add(2, "cat", "cat", "dog")
                .add(6, "dog", "cat", "dog")
                .add(4, "dog", "cat", "cat")
                .compare(0.05)
                .after();

        assertThat(after.accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(after.of("cat").orElseThrow().recall()).isCloseTo(0.8, within(1e-12));
        assertThat(after.of("dog").orElseThrow().support()).isEqualTo(10);
        // F1 of cat 2*8/(10+12), of dog 2*6/(10+8).
        assertThat(after.macroF1()).isCloseTo((16 / 22.0 + 12 / 18.0) / 2, within(1e-12));
        // It always says 0.8 and is right in 0.7.
        assertThat(after.calibrationError()).isCloseTo(0.1, within(1e-12));
        assertThat(after.bins()).hasSize(15);
        CalibrationBin sure =
                after.bins().stream().filter(bin -> bin.count() > 0).findFirst().orElseThrow();
        assertThat(sure.count()).isEqualTo(20);
        assertThat(sure.confidence()).isCloseTo(0.8, within(1e-12));
        assertThat(sure.accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(after.confusions())
                .containsExactly(
                        new Confusion("cat", "cat", 8),
                        new Confusion("cat", "dog", 2),
                        new Confusion("dog", "dog", 6),
                        new Confusion("dog", "cat", 4));
    }

    @Test
    void whatOnlyOneOfTheTwoGetsRightIsNamed() {
        Comparison table = new Exam(PETS, PETS)
                .add(3, "cat", "cat", "cat")
                .add(2, "cat", "cat", "dog")
                .add(25, "dog", "cat", "dog")
                .compare(0.05);

        assertThat(table.onlyBefore())
                .hasSize(2)
                .allMatch(change ->
                        change.before().equals("cat") && change.after().equals("dog"));
        assertThat(table.onlyAfter()).hasSize(20).allMatch(change -> change.truth()
                .equals("dog"));
    }

    @Test
    void onlySharedClassesAreComparedSideBySide() {
        Comparison table = new Exam(PETS, MORE)
                .add(10, "cat", "cat", "cat")
                .add(5, "hotdog", "dog", "hotdog")
                .compare(0.05);

        assertThat(table.shared()).containsExactly("cat");
        assertThat(table.added()).containsExactly("hotdog");
        assertThat(table.dropped()).isEmpty();
        assertThat(table.paired().examples()).isEqualTo(10);
        assertThat(table.before().accuracy()).isCloseTo(10 / 15.0, within(1e-12));
    }

    @Test
    void whatTheCandidateNoLongerKnowsIsNamed() {
        Comparison table = new Exam(MORE, PETS)
                .add(10, "cat", "cat", "cat")
                .add(5, "hotdog", "hotdog", "dog")
                .compare(0.05);

        assertThat(table.dropped()).containsExactly("hotdog");
        assertThat(table.unused()).isZero();
        assertThat(new Exam(MORE, PETS)
                        .add(3, "dog", "dog", "dog")
                        .compare(0.05)
                        .unused())
                .isEqualTo(1);
    }

    @Test
    void aLabelMapAddsUpWhatMeansTheSame() {
        Exam exam = new Exam(List.of("tabby", "beagle", "Siamese"), PETS)
                .add("1", "cat", new double[] {0.3, 0.4, 0.3}, new double[] {1, 0})
                .add("2", "dog", new double[] {0.1, 0.8, 0.1}, new double[] {0, 1});
        LabelMap map = new LabelMap(Map.of("tabby", "cat", "Siamese", "cat", "beagle", "dog"));

        Comparison table = Comparison.of(exam.before(), exam.after(), map, 0.05);

        assertThat(table.shared()).containsExactly("cat", "dog");
        assertThat(table.before().accuracy()).isEqualTo(1);
        assertThat(table.added()).isEmpty();
    }

    @Test
    void theSurestMistakesComeFirstAndAreTwentyAtMost() {
        Exam exam = new Exam(PETS, PETS).add(30, "cat", "cat", "dog");
        exam.add("sure", "cat", new double[] {1, 0}, new double[] {0.01, 0.99});

        List<Mistake> worst = exam.compare(0.05).worst();

        assertThat(worst).hasSize(20);
        assertThat(worst.get(0).probability()).isEqualTo(0.99);
        assertThat(worst.get(0).said()).isEqualTo("dog");
    }

    @Test
    void withoutALiveModelAllIsNew() {
        ModelScores after = new Exam(PETS, PETS).add(3, "cat", "cat", "cat").after();

        Comparison table = Comparison.of(ModelScores.ofNoModel(after), after, LabelMap.NONE, 0.05);

        assertThat(table.added()).containsExactly("cat", "dog");
        assertThat(table.shared()).isEmpty();
        assertThat(table.before().accuracy()).isZero();
    }

    @Test
    void scoresOfOtherExamplesAreRefused() {
        ModelScores three = new Exam(PETS, PETS).add(3, "cat", "cat", "cat").after();
        ModelScores four = new Exam(PETS, PETS).add(4, "cat", "cat", "cat").after();
        ModelScores dogs = new Exam(PETS, PETS).add(3, "dog", "cat", "cat").after();

        assertThatIllegalArgumentException().isThrownBy(() -> Comparison.of(three, four, LabelMap.NONE, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> Comparison.of(three, dogs, LabelMap.NONE, 0.05));
    }

    @Test
    void valuesThatAreNoProbabilitiesAreRefused() {
        for (double[] values : List.of(new double[] {Double.NaN, 0}, new double[] {0.9, 0.9}, new double[] {1})) {
            TestScore score = new TestScore("00", "g", "cat", values);
            assertThatIllegalArgumentException().isThrownBy(() -> new ModelScores("v", PETS, List.of(score)));
        }
    }
}
