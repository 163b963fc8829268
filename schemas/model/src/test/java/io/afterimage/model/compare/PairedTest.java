package io.afterimage.model.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedTest {
    private static final List<String> LABELS = List.of("cat", "dog");

    @Test
    void mcNemarIsExact() {
        Paired paired = exam().add(90, "cat", "cat", "cat")
                .add(9, "cat", "dog", "cat")
                .add(1, "cat", "cat", "dog")
                .compare(0.025)
                .paired();

        assertThat(paired.gained()).isEqualTo(9);
        assertThat(paired.lost()).isEqualTo(1);
        // 9 or 10 heads of 10: 11 of 1,024.
        assertThat(paired.mcnemar()).isCloseTo(11 / 1024.0, within(1e-12));
        assertThat(paired.better()).isEqualTo(paired.mcnemar());
        assertThat(paired.difference()).isCloseTo(0.08, within(1e-12));
    }

    @Test
    void framesOfOneSceneCountOnce() {
        Paired single = exam().add(60, "cat", "cat", "cat")
                .add(20, "cat", "dog", "cat")
                .compare(0.025)
                .paired();
        Paired scene = exam().add(60, "cat", "cat", "cat")
                .addGroup(20, "cat", "dog", "cat")
                .compare(0.025)
                .paired();

        assertThat(single.better()).isLessThan(1e-5);
        assertThat(single.designEffect()).isLessThan(1.1);
        assertThat(scene.mcnemar()).isEqualTo(single.mcnemar());
        assertThat(scene.better()).isEqualTo(0.5);
        assertThat(scene.designEffect()).isGreaterThan(10);
        assertThat(scene.bound()).isLessThan(0).isLessThan(single.bound());
    }

    @Test
    void oneGroupAloneSaysNothing() {
        Paired paired = exam().addGroup(500, "cat", "dog", "cat").compare(0.025).paired();

        assertThat(paired.bound()).isEqualTo(-1);
        assertThat(paired.better()).isEqualTo(0.5);
    }

    @Test
    void groupsThatNeverDifferAreTakenToGoTogether() {
        Exam scenes = exam();
        for (int i = 0; i < 100; i++) {
            scenes.addGroup(10, "cat", "cat", "cat");
        }

        Paired paired = scenes.compare(0.025).paired();

        assertThat(paired.designEffect()).isCloseTo(10, within(1e-9));
        // As of 100 examples, not of 1,000.
        assertThat(paired.bound()).isBetween(-0.04, -0.035);
    }

    @Test
    void moreExamplesWithTheSameRatesProveMore() {
        Paired paired = exam().add(95, "cat", "cat", "cat")
                .add(4, "cat", "dog", "cat")
                .add(1, "cat", "cat", "dog")
                .compare(0.025)
                .paired();

        assertThat(paired.wouldBeBetter(1)).isFalse();
        assertThat(paired.wouldBeBetter(3)).isTrue();
        assertThat(paired.wouldBeNoWorse(1, 0.01)).isFalse();
        assertThat(paired.wouldBeNoWorse(5, 0.01)).isTrue();
    }

    @Test
    void sureAnswersThatLabelsContradictAreCounted() {
        Exam exam = exam();
        double[] surelyCat = {0.95, 0.05};
        double[] rather = {0.6, 0.4};
        exam.add("1", "cat", surelyCat, surelyCat)
                .add("2", "dog", surelyCat, rather)
                .add("3", "dog", rather, surelyCat);

        Paired paired = exam.compare(0.025).paired();

        assertThat(paired.sure()).isEqualTo(2);
        assertThat(paired.contradicted()).isEqualTo(1);
    }

    private static Exam exam() {
        return new Exam(LABELS, LABELS);
    }
}
